import { afterAll, beforeAll, expect, it } from "vitest";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "./client";
import { newestDeviceRev, readDeviceChanges } from "./devices/device-changes";
import { forgetOvertakenGone } from "./gone-rows";

beforeAll(async () => {
  await seedInventory(20);
});
afterAll(closeDatabase);

/** What a reader knows who has read up to a revision and goes on from there. */
async function followed(known: ReadonlyMap<string, string>, after: number): Promise<Map<string, string>> {
  const now = new Map(known);
  for await (const changes of readDeviceChanges(after)) {
    for (const change of changes) {
      if (change.isGone) now.delete(change.id);
      else now.set(change.id, change.search);
    }
  }
  return now;
}

const goneRows = async () => (await sql.query("select rev from device_gone")).length;

async function takeAway(id: string): Promise<void> {
  await sql.run("insert into kept select * from device where id = $1", [id]);
  await sql.run("delete from device where id = $1", [id]);
}

async function bringBack(id: string): Promise<void> {
  await sql.run("update kept set rev = nextval('device_rev_seq'), search = search || ' again' where id = $1", [id]);
  await sql.run("insert into device select * from kept where id = $1", [id]);
  await sql.run("delete from kept where id = $1", [id]);
}

it("leaves every reader with the same devices, wherever it stood, and keeps one row for each that is no more", async () => {
  await sql.run("create table kept as select * from device with no data");
  const [a, b, c] = (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id) as [
    string,
    string,
    string,
  ];
  const readers: { known: Map<string, string>; rev: number }[] = [];
  const read = async () => {
    readers.push({ known: await followed(new Map(), 0), rev: await newestDeviceRev() });
  };
  await read();
  for (const step of [
    () => takeAway(a),
    () => bringBack(a),
    () => takeAway(b),
    () => takeAway(a),
    () => bringBack(a),
    () => takeAway(c),
    () => bringBack(c),
    () => takeAway(c),
  ]) {
    await step();
    await read();
  }
  const before = await goneRows();
  const newest = await newestDeviceRev();
  expect(await forgetOvertakenGone()).toBe(3);
  expect(await goneRows()).toBe(before - 3);
  expect(await newestDeviceRev()).toBe(newest);
  const [last] = readers.slice(-1) as [(typeof readers)[number]];
  expect([last.known.has(a), last.known.has(b), last.known.has(c)]).toEqual([true, false, false]);
  for (const { known, rev } of readers) expect(await followed(known, rev)).toEqual(last.known);
  expect(await forgetOvertakenGone()).toBe(0);
});

it("reads what is no more once, however much that is", async () => {
  await sql.run("delete from finding_gone");
  // Looking for a later row beside each of so many takes longer than any test may.
  await sql.run(
    `insert into finding_gone (rev, finding_id)
     select nextval('finding_rev_seq'), it.id from (select gen_random_uuid() as id from generate_series(1, 30000)) it,
            generate_series(1, 2)`,
  );
  expect(await forgetOvertakenGone()).toBe(30_000);
  expect(await sql.query("select count(*)::int as count from finding_gone")).toEqual([{ count: 30_000 }]);
});
