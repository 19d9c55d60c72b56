import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { env } from "@/lib/config/env";
import { closeDatabase, sql } from "@/lib/db/client";
import { findKeptSource, putKeptSource } from "@/lib/db/imports/kept-source";
import { keptPath } from "@/lib/services/packets/kept-path";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { startChild } from "@/scripts/lib/child.mjs";

afterAll(closeDatabase);

const SHA256 = "ab".repeat(32);
const WITHIN_MS = 300_000;

test("packets whose import was deleted by a process that was killed go when the worker starts, not when it has run for an hour", async () => {
  const path = keptPath(SHA256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "packets");
  await putKeptSource(sql, { sha256: SHA256, format: "pcap", mode: "whole", remark: null, records: 1, bytes: 7 });
  const worker = startChild({
    name: "worker",
    file: await bundle("worker"),
    env: { DATABASE_URL: env().databaseUrl, SIGHTGLASS_DATA: env().dataFolder },
    logs: join(env().dataFolder, "logs"),
  });
  try {
    for (const until = Date.now() + WITHIN_MS; existsSync(path); await sleep(50))
      if (Date.now() > until) throw new Error(`They are still there:\n${worker.tail()}`);
    expect((await findKeptSource(SHA256))?.goneReason).toBe("Its import was taken out again.");
  } finally {
    worker.kill();
    await worker.exited;
  }
});
