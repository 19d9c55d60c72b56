import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { flowMatrix } from "@/lib/contracts/flow-matrix";
import { closeDatabase, sql } from "@/lib/db/client";
import { sumMatrixCells } from "@/lib/db/flows/conversation-query";
import { refreshFlowRollup, sumRollupDays } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import { withTransaction } from "@/lib/db/transaction";
import type { FlowCube } from "@/lib/domain/flow/flow-cube";
import { listCells } from "@/lib/testing/list-cells";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { deleteZone } from "./delete-zone";
import { cubeOf, flowCube } from "./flow-cube";
import { getFlowMatrix, writeFlowMatrix } from "./get-flow-matrix";
import { listMatrixPairs } from "./list-matrix-pairs";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(40);
});
afterAll(closeDatabase);

const refresh = (contentIds: readonly number[]) => withTransaction((tx) => refreshFlowRollup(tx, contentIds));
const ALL = { fromDay: null, toDay: null };
const cellsOf = (cube: FlowCube, window = ALL as Parameters<FlowCube["sum"]>[0]) => listCells(cube.sum(window));
const byPair = <Cell extends { from: string; to: string }>(cells: readonly Cell[]) =>
  [...cells].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));

async function expectSumsOfConversations() {
  const kept = cellsOf(await flowCube());
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).toEqual(byPair(await sumMatrixCells()));
  return kept;
}

it("keeps exactly what the conversations add up to, also when devices move and zones go", async () => {
  const before = await expectSumsOfConversations();
  const [talker] = await sql.query<{ id: string; zoneId: string | null }>(
    `select d.id, d.zone_id as "zoneId" from device d join conversation c on c.initiator_device_id = d.id
      group by d.id order by sum(c.bytes) desc, d.id limit 1`,
  );
  if (!talker) throw new Error("Nobody talks.");
  const zoneId = talker.zoneId === seeded.zoneIds.hall ? seeded.zoneIds.cell : seeded.zoneIds.hall;
  const { decisionIds } = await decideDevices(systemActor, {
    kind: "zone",
    deviceIds: [talker.id],
    zoneId,
    reason: "It was carried over.",
  });
  expect(await expectSumsOfConversations()).not.toEqual(before);
  await undoDecision(systemActor, decisionIds[0] as string);
  await expectSumsOfConversations();
  await deleteZone(systemActor, seeded.zoneIds.hall);
  const left = await expectSumsOfConversations();
  expect(left.some((cell) => cell.from === seeded.zoneIds.hall || cell.to === seeded.zoneIds.hall)).toBe(false);
});

it("gives for every window of days what adding up its flows gives", async () => {
  // One flow on each of ten days, so that windows differ.
  await sql.run(
    "update flow set first_seen_us = (20000 + seq % 10) * 86400000000::bigint + 5 where first_seen_us is not null",
  );
  await refresh([...(await loadContents(sql, null)).keys()]);
  const [kept, raw] = [await flowCube(), cubeOf(await sumRollupDays())];
  expect(kept.range).toEqual({ firstDay: 20_000, lastDay: 20_009 });
  const windows = [
    ALL,
    { fromDay: 20_002, toDay: 20_005 },
    { fromDay: null, toDay: 20_003 },
    { fromDay: 20_009, toDay: null },
  ];
  const sums = windows.map((window) => {
    expect(cellsOf(kept, window)).toEqual(cellsOf(raw, window));
    return cellsOf(kept, window).reduce((sum, cell) => sum + cell.flows, 0);
  });
  expect(new Set(sums).size).toBe(windows.length);
});

it("writes what it says, in its own shape, until something in it changes", async () => {
  const written = async (query = {}) =>
    JSON.parse(new TextDecoder().decode(await writeFlowMatrix(systemActor, query))) as unknown;
  for (const query of [{}, { days: 3 }, { days: 3, until: "2024-10-12" }]) {
    const said = await getFlowMatrix(systemActor, query);
    expect(said.cells.from.length).toBeGreaterThan(0);
    expect(await written(query)).toEqual(said);
    expect(flowMatrix.parse(said)).toEqual(said);
  }
  const first = await writeFlowMatrix(systemActor, {});
  expect(await writeFlowMatrix(systemActor, {})).toBe(first);
  await sql.run("update zone set name = name || ' (new)' where id = $1", [seeded.zoneIds.cell]);
  expect(await written()).toEqual(await getFlowMatrix(systemActor));
  expect(await writeFlowMatrix(systemActor, {})).not.toEqual(first);
});

it("shows the device pairs of a cell in the window that is shown, which add up to the cell", async () => {
  const { zones, cells, window } = await getFlowMatrix(systemActor, { days: 3 });
  expect([window.from, window.until]).toEqual(["2024-10-11", "2024-10-13"]);
  const at = cells.flows.indexOf(Math.max(...cells.flows));
  const [from, to] = [zones[cells.from[at] as number]?.key ?? "", zones[cells.to[at] as number]?.key ?? ""];
  const sumOf = async (query: { days?: number }) =>
    (await listMatrixPairs(systemActor, { from, to, ...query })).items.reduce((sum, { flows }) => sum + flows, 0);
  expect(await sumOf({ days: 3 })).toBe(cells.flows[at]);
  expect(await sumOf({})).toBeGreaterThan(cells.flows[at] as number);
});

it("keeps a large day as it is written, as compressing it was most of what writing it took", async () => {
  await withTransaction(async (tx) => {
    await tx.run("insert into flow_rollup_day select 30000, 1, json_build_object('from', array_fill(7, array[20000]))");
    const [kept] = await tx.query(
      "select pg_column_compression(cells) as method, pg_column_size(cells) > 40000 as is_whole from flow_rollup_day where day = 30000",
    );
    expect(kept).toEqual({ method: null, is_whole: true });
    await tx.run("delete from flow_rollup_day where day = 30000");
  });
});

it("touches only days whose flows changed, and forgets those of contents that are gone", async () => {
  const revisions = () =>
    sql.query<{ day: number; rev: number }>("select day, rev from flow_rollup_day where day > 0 order by day");
  const ids = [...(await loadContents(sql, null)).keys()];
  const before = await revisions();
  await refresh(ids);
  expect(await revisions()).toEqual(before);
  await sql.run("update flow set bytes = bytes + 1 where first_seen_us / 86400000000 = 20004");
  await refresh(ids);
  const after = await revisions();
  expect(after.filter((it, at) => it.rev !== before[at]?.rev).map((it) => it.day)).toEqual([20_004]);
  await sql.run("delete from source_content where id = any($1::bigint[])", [ids]);
  await refresh([]);
  expect(cellsOf(await flowCube())).toEqual([]);
  expect(await sql.query("select 1 from flow_rollup")).toEqual([]);
});
