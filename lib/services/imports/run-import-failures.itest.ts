import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import * as evidence from "@/lib/db/evidence/evidence";
import { AppError } from "@/lib/domain/errors";
import * as inventory from "@/lib/services/inventory/rebuild-inventory";
import { simulate } from "@/lib/simulator/simulate";
import { emptyDatabase, inventorySnapshot, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { deleteImport } from "./delete-import";
import { getImport } from "./get-import";
import { runImport } from "./run-import";
import { makeImportFolder, spoolPath } from "./spool";

vi.mock("@/lib/services/inventory/rebuild-inventory", { spy: true });

vi.mock("@/lib/db/evidence/evidence", { spy: true });

beforeEach(emptyDatabase);
afterAll(closeDatabase);

const [good, bad] = simulate()
  .files.filter(({ kind }) => kind === "log")
  .map(({ path, bytes }) => ({ name: path, bytes }));
const files = good && bad ? { good, bad } : null;

const failWith = (error: Error) => vi.mocked(inventory.rebuildInventory).mockRejectedValueOnce(error);

test("an import that cannot be merged is taken out again, so that others still can be", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  await takeIn([files.good]);
  const before = await inventorySnapshot();

  const id = await uploadAndQueue([files.bad]);
  for (let tries = 0; tries < 3; tries++) failWith(new TypeError("a bug"));
  await expect(runImport(id)).rejects.toThrow("a bug");
  await expect(runImport(id)).rejects.toThrow("a bug");
  expect(await runImport(id)).toBe("ended");
  const detail = await getImport(systemActor, id);
  expect(detail).toMatchObject({ state: "failed", message: expect.stringContaining("taken out again") });
  expect(detail.files[0]).toMatchObject({ state: "failed", observations: 0 });
  expect(await inventorySnapshot()).toEqual(before);
});

test("no file of an import that was taken out again is said to count", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  const id = await uploadAndQueue([files.good, { ...files.good, name: "again.log" }]);
  for (let tries = 0; tries < 3; tries++) await mergeFails(id);
  const detail = await getImport(systemActor, id);
  expect(detail.state).toBe("failed");
  for (const file of detail.files) {
    expect(file).toMatchObject({ state: "failed", message: expect.stringContaining("taken out again") });
  }
});

const mergeFails = async (id: string) => {
  failWith(new TypeError("a bug"));
  await runImport(id).catch(({ message }) => expect(message).toBe("a bug"));
};

test("what another import brought, too, stays when one that read it is taken out again, and goes with the last", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  const [first, second] = [await uploadAndQueue([files.good]), await uploadAndQueue([files.good])];
  await mergeFails(first);
  await mergeFails(second);
  const third = await takeIn([files.good]);
  expect(third.files.map(({ state }) => state)).toEqual(["duplicate"]);
  const before = await inventorySnapshot();
  expect(before.evidence).not.toEqual([]);
  for (const id of [first, second]) {
    await mergeFails(id);
    await mergeFails(id);
    expect((await getImport(systemActor, id)).state).toBe("failed");
    expect(await inventorySnapshot()).toEqual(before);
  }

  await emptyDatabase();
  const both = [await uploadAndQueue([files.good]), await uploadAndQueue([files.good])];
  for (let tries = 0; tries < 3; tries++) for (const id of both) await mergeFails(id);
  for (const id of both) expect((await getImport(systemActor, id)).state).toBe("failed");
  expect((await inventorySnapshot()).evidence).toEqual([]);
});

test("what an import that was taken out again only names goes with the import that has it", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  const { id } = await takeIn([files.good]);
  const again = await uploadAndQueue([files.good]);
  for (let tries = 0; tries < 3; tries++) await mergeFails(again);
  expect((await getImport(systemActor, again)).files[0]).toMatchObject({
    state: "failed",
    message: expect.stringContaining("stays with the import"),
  });
  await deleteImport(systemActor, id, { reason: "taken in the wrong plant" });
  expect(await inventorySnapshot()).toMatchObject({ devices: [], evidence: [] });
});

test("an outage while merging delays the import, says so, and is forgotten when it is over", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  const id = await uploadAndQueue([files.good]);
  for (let tries = 0; tries < 4; tries++) {
    failWith(new AppError("unavailable", "The database's disk is full."));
    await expect(runImport(id)).rejects.toThrow("disk is full");
    expect((await getImport(systemActor, id)).message).toBe("The database's disk is full. It goes on by itself.");
  }
  expect(await runImport(id)).toBe("ended");
  expect(await getImport(systemActor, id)).toMatchObject({ state: "done", message: null });
  expect(await sql.query("select 1 from device")).not.toEqual([]);
});

test("what a restored database knows of a half read file whose upload is not there goes, with what to do", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  await takeIn([files.good]);
  const before = await inventorySnapshot();
  // As a backup found it that was made while it was read, and one whose disk had not written the end of the upload yet.
  for (const loseUpload of [(path: string) => rmSync(path), (path: string) => truncateSync(path, 100)]) {
    const id = await uploadAndQueue([files.bad]);
    vi.mocked(inventory.rebuildInventory).mockRejectedValueOnce(new AppError("unavailable", "The power is cut."));
    await expect(runImport(id)).rejects.toThrow("power");
    await sql.run("update import set state = 'reading' where id = $1", [id]);
    await sql.run(
      `with f as (update import_file set state = 'reading' where import_id = $1 returning content_id)
       update source_content set is_complete = false where id in (select content_id from f)`,
      [id],
    );
    await makeImportFolder(id);
    writeFileSync(spoolPath(id, 1), files.bad.bytes);
    loseUpload(spoolPath(id, 1));
    expect(await runImport(id)).toBe("ended");
    expect(await getImport(systemActor, id)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/^What was uploaded of .* is no longer on this machine\. Send it again\.$/),
    });
    expect(await inventorySnapshot()).toEqual(before);
  }
});

test("a file whose rows cannot be written is put aside after three tries, and the others are read", async () => {
  if (!files) throw new Error("The sample plant has no logs.");
  const id = await uploadAndQueue([files.bad, files.good]);
  for (let tries = 0; tries < 3; tries++) {
    vi.mocked(evidence.insertEvidence).mockRejectedValueOnce(new TypeError("a bug"));
  }
  await expect(runImport(id)).rejects.toThrow("a bug");
  await expect(runImport(id)).rejects.toThrow("a bug");
  expect(await runImport(id)).toBe("ended");
  const detail = await getImport(systemActor, id);
  expect(detail.state).toBe("done");
  expect(detail.files.map(({ state }) => state)).toEqual(["failed", "read"]);
  expect(detail.files[0]?.message).toContain("put aside");
});
