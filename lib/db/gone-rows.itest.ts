import { afterAll, beforeAll, expect, it } from "vitest";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "./client";
import { newestDeviceRev, readDeviceChanges } from "./devices/device-changes";
import { readFindingChanges } from "./findings/finding-changes";
import { forgetOldestGone, forgetOvertakenGone } from "./gone-rows";
import { BATCH_ROWS, ForgottenError } from "./read-changes";

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

it("keeps no more rows than so many, and tells readers who are further behind to read everything anew", async () => {
  const devices = (await sql.query<{ id: string }>("select id from device order by id desc limit 6")).map(
    ({ id }) => id,
  );
  const readers: { known: Map<string, string>; rev: number; left: number }[] = [];
  for (const [at, id] of devices.entries()) {
    readers.push({ known: await followed(new Map(), 0), rev: await newestDeviceRev(), left: devices.length - at });
    await takeAway(id);
  }
  const newest = await newestDeviceRev();
  expect(await forgetOldestGone(4)).toBeGreaterThan(0);
  expect([await goneRows(), await newestDeviceRev()]).toEqual([4, newest]);
  const anew = await followed(new Map(), 0);
  expect(devices.some((id) => anew.has(id))).toBe(false);
  for (const { known, rev, left } of readers) {
    if (left > 4) await expect(followed(known, rev)).rejects.toBeInstanceOf(ForgottenError);
    else expect(await followed(known, rev)).toEqual(anew);
  }
  expect(await forgetOldestGone(4)).toBe(0);
  expect(await followed(anew, newest)).toEqual(anew);
});

it("tells a reader who walks while rows are forgotten, and nobody who begins with nothing afterwards", async () => {
  await sql.run("delete from finding_gone");
  await sql.run(
    `insert into finding_gone (rev, finding_id)
     select nextval('finding_rev_seq'), gen_random_uuid() from generate_series(1, $1)`,
    [3 * BATCH_ROWS],
  );
  const walk = async (after: number, most: number) => {
    let rows = 0;
    for await (const changes of readFindingChanges(after)) {
      rows += changes.length;
      await forgetOldestGone(most);
    }
    return rows;
  };
  const [first] = await sql.query<{ rev: number }>("select min(rev) as rev from finding_gone");
  const after = first?.rev as number;
  expect(await walk(after, 3 * BATCH_ROWS)).toBe(3 * BATCH_ROWS - 1);
  for (const from of [after, 0]) {
    await expect(walk(from, from === 0 ? 1 : 2 * BATCH_ROWS)).rejects.toBeInstanceOf(ForgottenError);
  }
  expect(await walk(0, 1)).toBeGreaterThan(0);
});
