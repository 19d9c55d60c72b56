import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimSpool } from "./spool-claim";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-claim-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NO_PROCESS = 2 ** 22 + 1;
const leave = (pid: number) => writeFileSync(join(folder, "running"), String(pid));

it("a sensor that ended well leaves nothing behind", async () => {
  const claim = await claimSpool(folder);
  expect(claim.wasCut).toBe(false);
  await claim.release();
  expect(readdirSync(folder)).toEqual([]);
});

it.each([NO_PROCESS, process.pid, Number.NaN])(
  "one that was killed is noticed by the next, its number being %d",
  async (pid) => {
    leave(pid);
    expect((await claimSpool(folder)).wasCut).toBe(true);
  },
);

it("two sensors never number batches in one folder", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "sensor"], { stdio: "ignore" });
  await once(other, "spawn");
  try {
    leave(other.pid as number);
    await expect(claimSpool(folder)).rejects.toThrow(/Another sensor \(process \d+\).* its own token/);
  } finally {
    other.kill("SIGKILL");
  }
});

it.skipIf(process.platform !== "linux")("the number of a process that is no sensor is free to take", async () => {
  leave(1);
  expect((await claimSpool(folder)).wasCut).toBe(true);
});
