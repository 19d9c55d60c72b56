/** What was done is counted once, whichever logs tell of it and in whatever order they come and go. */
import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { emptyDatabase, inventorySnapshot, type TestFile, takeIn } from "@/lib/testing/take-in";
import { deleteImport } from "../imports/delete-import";
import { rebuildInventory } from "./rebuild-inventory";

const ID = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";

/** Requests at these seconds behind a full hour, of one client to one controller. */
function log(path: string, columns: string, cells: string, seconds: readonly number[]): TestFile {
  const rows = seconds.map((second) => `${1_700_000_000 + second}.000000 C1 10.0.0.5 1025 10.0.0.7 502 ${cells}`);
  const lines = [`#separator \\x09`, `#path\t${path}`, `#fields\t${`${ID} ${columns}`.replaceAll(" ", "\t")}`];
  const text = `${[...lines, ...rows.map((row) => row.replaceAll(" ", "\t"))].join("\n")}\n`;
  return { name: `${path}.${seconds[0]}.log`, bytes: new TextEncoder().encode(text) };
}

const basic = (seconds: readonly number[]) => log("modbus", "func exception", "WRITE_SINGLE_COIL -", seconds);
const detailed = (seconds: readonly number[]) =>
  log("modbus_detailed", "func address quantity", "WRITE_SINGLE_COIL 1 1", seconds);

async function written(): Promise<number> {
  const [conversation] = await sql.query<{ writes: number }>(
    "select sum((operations->>'write')::int)::int as writes from conversation",
  );
  const [rollup] = await sql.query<{ writes: number }>(
    "select sum(operations[3])::int as writes from flow_rollup join source_content c on c.id = content_id",
  );
  expect(rollup?.writes).toBe(conversation?.writes);
  return conversation?.writes ?? 0;
}

/** What stands there is what computing the whole gives. */
async function expectWhole(): Promise<void> {
  const before = await inventorySnapshot();
  await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  expect(await inventorySnapshot()).toEqual(before);
}

beforeEach(emptyDatabase);
afterAll(closeDatabase);

it("counts a request once that two logs of one import tell of", async () => {
  expect((await takeIn([basic([1, 2, 3]), detailed([1, 2, 3])])).state).toBe("done");
  expect(await written()).toBe(3);
  await expectWhole();
});

it.each([
  ["the better log last", [basic([1, 2, 3]), detailed([1, 2, 3])]],
  ["the better log first", [detailed([1, 2, 3]), basic([1, 2, 3])]],
])("counts it once across imports, %s", async (_order, files) => {
  for (const file of files) await takeIn([file]);
  expect(await written()).toBe(3);
  await expectWhole();
});

it("counts both where they tell of different times", async () => {
  await takeIn([basic([1, 2, 3])]);
  await takeIn([detailed([4000, 4001])]);
  expect(await written()).toBe(5);
});

it("counts the other log again when the better one is taken out", async () => {
  await takeIn([basic([1, 2, 3])]);
  const { id } = await takeIn([detailed([1, 2])]);
  expect(await written()).toBe(2);
  await deleteImport(systemActor, id, { reason: "taken in twice" });
  expect(await written()).toBe(3);
  await expectWhole();
});
