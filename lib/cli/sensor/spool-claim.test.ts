import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimFolder } from "@/scripts/lib/folder-claim.mjs";
import { claimSpool } from "./spool-claim";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-claim-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("two sensors never number batches in one folder, and the second is told what to do", async () => {
  const claim = await claimSpool(folder, claimFolder);
  expect(claim.wasCut).toBe(false);
  await expect(claimSpool(folder, claimFolder)).rejects.toThrow(/Another sensor \(process \d+\).* its own token/);
  claim.release();
  expect((await claimSpool(folder, claimFolder)).wasCut).toBe(false);
});

it("a disk that is full is no reason not to listen, a folder that may not be written is", async () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  expect(await claimSpool(folder, failing("ENOSPC"))).toHaveProperty("release");
  await expect(claimSpool(folder, failing("EACCES"))).rejects.toThrow("EACCES");
});
