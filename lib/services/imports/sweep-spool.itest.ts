import { existsSync, utimesSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { createImport } from "./create-import";
import { importFolder, makeImportFolder } from "./spool";
import { sweepSpool } from "./sweep-spool";

afterAll(closeDatabase);

const announce = async () => {
  const files = [{ name: "plant.pcap", bytes: 10, sha256: null }];
  return (await createImport(systemActor, { site: "Plant", realm: "plant", sensor: null, files })).id;
};

test("what a worker that was killed behind its last transaction left in the spool goes; what is still to be read stays", async () => {
  const ids = [];
  for (const state of ["receiving", "queued", "reading", "merging", "done", "failed", "cancelled"]) {
    const id = await announce();
    await sql.run("update import set state = $2 where id = $1", [id, state]);
    ids.push(id);
  }
  expect(await sweepSpool()).toBe(3);
  expect(ids.map((id) => existsSync(importFolder(id)))).toEqual([true, true, true, true, false, false, false]);
  expect(await sweepSpool()).toBe(0);
});

test("the folder of an import that was never made goes after a day", async () => {
  const [fresh, old] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
  for (const id of [fresh, old]) await makeImportFolder(id);
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(importFolder(old), yesterday, yesterday);
  expect(await sweepSpool()).toBe(1);
  expect([fresh, old].map((id) => existsSync(importFolder(id)))).toEqual([true, false]);
});
