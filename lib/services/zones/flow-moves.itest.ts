import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { noteWork } from "@/lib/db/work-progress";
import { drawFrom } from "@/lib/simulator/draw";
import { seedInventory } from "@/lib/testing/seed-inventory";

vi.mock("@/lib/db/work-progress", async (original) => {
  const real = await original<typeof import("@/lib/db/work-progress")>();
  return { ...real, noteWork: vi.fn(real.noteWork) };
});

let contentIds: number[];
let deviceIds: string[];
let zoneIds: (string | null)[];
beforeAll(async () => {
  await seedInventory(60);
  contentIds = [...(await loadContents(sql, null)).keys()];
  deviceIds = (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id);
  zoneIds = [null, ...(await sql.query<{ id: string }>("select id from zone order by id")).map(({ id }) => id)];
  // Sums of one flow and of many, of one port and of very many, with equal times, without times, on several days.
  await sql.run(
    `insert into flow select (jsonb_populate_record(f, jsonb_build_object('seq', f.seq + n * 1000))).*
       from flow f, generate_series(1, 60) n`,
  );
  await sql.run(
    `update flow f set protocol = case when place % 101 = 0 then 's7comm' else (array['modbus', 'tcp', 'http'])[1 + place % 3] end,
            port = case place % 3 when 0 then 502 when 1 then place % 700 else nullif(80 + place % 4, 83) end,
            initiator_device_id = ($1::uuid[])[case when place % 4 = 0 then 1 else 1 + place * 7 % 43 end],
            responder_device_id = ($1::uuid[])[case when place % 4 = 0 then 2 + place % 2 else 1 + place * 5 % 47 end],
            first_seen_us = case when place % 11 <> 0 then (20000 + place % 2) * 86400000000::bigint + place * 37 % 50 end,
            last_seen_us = case when place % 7 <> 0 and f.content_id <> $2
                                then (20005 + place % 3) * 86400000000::bigint + place * 31 % 40 end
       from (select content_id, seq, row_number() over (order by content_id, seq)::int as place from flow) places
      where places.content_id = f.content_id and places.seq = f.seq`,
    [deviceIds, contentIds[0]],
  );
  await withTransaction((tx) => refreshFlowRollup(tx, contentIds));
});
afterAll(closeDatabase);

const stateOf = async (tx: Sql, hasTimes = true) => ({
  sums: await tx.query(
    "select to_jsonb(r) - $1 as sum from flow_rollup r order by content_id, day, from_zone, to_zone, protocol",
    [hasTimes ? "" : "seen_us"],
  ),
  // A day on which nothing is left is as good as none.
  days: await tx.query("select day, cells from flow_rollup_day where cells->>'flows' <> '[]' order by day"),
});
const move = async (tx: Sql, zoneId: string | null | undefined, ids: readonly string[]) => {
  await tx.run("update device set zone_id = $1 where id = any($2::uuid[])", [zoneId, ids]);
  await refreshFlowRollup(tx, contentIds);
};

async function expectAsAddedUpAnew(tx: Sql, hasTimes = true) {
  const kept = await stateOf(tx, hasTimes);
  await tx.run("savepoint kept");
  await tx.run("insert into flow_rollup_stale select id from source_content");
  await refreshFlowRollup(tx, contentIds);
  expect(kept).toEqual(await stateOf(tx, hasTimes));
  await tx.run("rollback to savepoint kept");
  return kept;
}

it("has sums of every kind to move flows from and to", async () => {
  const [kinds] = await sql.query(
    `select bool_or(flows = 1) as single, bool_or(flows > 20) as large, bool_or(flows > 100) as "veryLarge", bool_or('many' = any(ports)) as "manyPorts",
            bool_or(day = -1) as "withoutDay", bool_or(last_seen_us is null) as "withoutTime", count(distinct day) > 2 as days
       from flow_rollup`,
  );
  expect(kinds).toEqual({
    single: true,
    large: true,
    veryLarge: true,
    manyPorts: true,
    withoutDay: true,
    withoutTime: true,
    days: true,
  });
});

for (const seed of [1, 2, 3, 4]) {
  it(`moves in any order leave the sums that adding up all flows gives (${seed})`, async () => {
    const draw = drawFrom(seed);
    await withTransaction(async (tx) => {
      const before = await stateOf(tx);
      for (let turn = 0; turn < 6; turn++) {
        const share = 1 + draw(8);
        const moving = deviceIds.filter(() => draw(8) < share);
        await move(tx, zoneIds[draw(zoneIds.length)], moving.length > 0 ? moving : deviceIds.slice(0, 1));
        // Some sums are from an earlier release, which noted no times.
        if (turn === 3) await tx.run("update flow_rollup set seen_us = null where flows % 2 = 0");
        else expect(await expectAsAddedUpAnew(tx, turn < 3)).not.toEqual(before);
      }
    });
  });
}

it("one device after the other leaves and comes back, and the sums are as they were", async () => {
  await withTransaction(async (tx) => {
    const before = await expectAsAddedUpAnew(tx);
    const places = new Map(
      (await tx.query<{ id: string; zoneId: string | null }>(`select id, zone_id as "zoneId" from device`)).map(
        ({ id, zoneId }) => [id, zoneId],
      ),
    );
    const zoneId = zoneIds.at(-1);
    const moving = deviceIds.filter((id, at) => at % 6 === 0 && places.get(id) !== zoneId);
    for (const id of moving) await move(tx, zoneId, [id]);
    expect(await expectAsAddedUpAnew(tx)).not.toEqual(before);
    for (const id of moving) await move(tx, places.get(id), [id]);
    expect(await stateOf(tx)).toEqual(before);
  });
});

it("tells how many of the flows that move are counted, then how many days, and nothing any more at the end", async () => {
  vi.mocked(noteWork).mockClear();
  const [{ flows } = { flows: 0 }] = await sql.query<{ flows: number }>("select count(*) as flows from flow");
  await withTransaction((tx) => move(tx, zoneIds.at(-1), deviceIds));
  const said = vi.mocked(noteWork).mock.calls.map(([, work]) => work);
  expect(said[0]).toEqual({ what: "moving", done: 0, total: flows });
  const days = said.filter((work) => work?.what === "packing");
  expect(days.length).toBeGreaterThan(2);
  expect(days).toEqual(days.map((_, done) => ({ what: "packing", done, total: days.length })));
  expect(said.at(-1)).toBeNull();
});
