import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { newMitigation } from "@/lib/contracts/mitigations";
import { closeDatabase, sql } from "@/lib/db/client";
import { loadDevices } from "@/lib/db/devices/device";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import { insertDecisions, markUndone } from "@/lib/db/inventory/decision";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { drawFrom } from "@/lib/simulator/draw";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { recordMitigation } from "../mitigations/record-mitigation";
import { type DeviceDecision, isLight, isLightToUndo } from "./redecide";
import { rejudgeDevices } from "./rejudge-devices";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(60);
});
afterAll(closeDatabase);

/** Ends the transaction, with what was seen in it. */
class Seen extends Error {
  constructor(readonly rows: unknown) {
    super("Only looking.");
  }
}

/** What the decisions make of the inventory, as it would be stored; taken back again. */
async function outcomeOf(
  made: readonly DeviceDecision[],
  atOnce: number,
  { addsUpAnew = false } = {},
): Promise<unknown> {
  const look = async (tx: Sql) => {
    await insertDecisions(
      tx,
      made.map((it) => ({ ...it, userId: null })),
    );
    const isDone = await rejudgeDevices(tx, { made: made.filter(isLight), atOnce });
    if (addsUpAnew) {
      await tx.run("insert into flow_rollup_stale select id from source_content");
      await refreshFlowRollup(tx, [...(await loadContents(tx, null)).keys()]);
    }
    const [row] = await tx.query(
      `select (select jsonb_agg(to_jsonb(d) - 'rev' - 'updated_at' order by id) from device d) as devices,
              (select jsonb_agg(to_jsonb(f) - 'rev' - 'changed_at' order by id) from finding f) as findings,
              (select jsonb_agg(jsonb_build_array(device_id, print, until_at is null) order by device_id, print)
                 from device_version) as versions,
              (select jsonb_agg(to_jsonb(p) - 'updated_at' order by id) from firmware_product p) as products,
              (select jsonb_agg(jsonb_build_array(content_id, day, from_zone, to_zone, protocol, r)
                         order by content_id, day, from_zone, to_zone, protocol) from flow_rollup r) as sums,
              (select jsonb_agg(decision_id order by decision_id) from inventory_decision) as known,
              (select jsonb_agg(jsonb_build_array(id, standing, contradictions) order by id) from mitigation) as mitigations`,
    );
    throw new Seen({ isDone, ...row });
  };
  return withTransaction(look).catch((error: unknown) => {
    if (error instanceof Seen) return error.rows;
    throw error;
  });
}

/** Tags, owners, criticalities, states and zones, several on some devices and none on others. */
async function drawDecisions(seed: number, { isMoving = false } = {}): Promise<DeviceDecision[]> {
  const draw = drawFrom(seed);
  const ids = (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id);
  const zones = await sql.query<{ id: string }>("select id from zone order by id");
  const devices = await withTransaction((tx) => loadDevices(tx, ids));
  const made: DeviceDecision[] = [];
  for (const { device } of devices) {
    // Later than what the inventory begins with: the newest words on their devices.
    const said = () => ({
      id: randomUUID(),
      actor: "A",
      atUs: 1_900_000_000_000_000 + seed * 1_000_000 + made.length,
      reason: "r",
    });
    const add = (decision: object) =>
      made.push({ decision: { ...said(), anchor: device.anchor, ...decision } as never, deviceId: device.id });
    if (draw(10) < 6) add({ kind: "tag", tag: `t${draw(4)}` });
    if (draw(10) < 4) add({ kind: "pin", field: "criticality", value: String(1 + draw(5)) });
    if (draw(10) < 3) add({ kind: "pin", field: "owner", value: "Team" });
    if (draw(10) < 3) add({ kind: "state", state: "sanctioned", expiresAtUs: null });
    if (isMoving && draw(10) < 5) add({ kind: "zone", zoneId: zones[draw(zones.length)]?.id });
  }
  return made;
}

for (const seed of [1, 2, 3]) {
  it(`decisions on many devices give the same in parts as all at once (${seed})`, async () => {
    const made = await drawDecisions(seed);
    expect(made.length).toBeGreaterThan(30);
    const whole = await outcomeOf(made, Number.MAX_SAFE_INTEGER);
    expect(whole).toMatchObject({ isDone: true });
    for (const atOnce of [1, 7]) expect(await outcomeOf(made, atOnce)).toEqual(whole);
    expect(await outcomeOf([], 7)).not.toEqual(whole);
  });
}

for (const seed of [4, 5, 6]) {
  it(`devices that move between zones, and their peers, give the same in parts as all at once (${seed})`, async () => {
    const made = await drawDecisions(seed, { isMoving: true });
    const moves = new Set(made.filter(({ decision }) => decision.kind === "zone").map(({ deviceId }) => deviceId));
    const talking = await sql.query<{ a: string; b: string }>(
      "select initiator_device_id as a, responder_device_id as b from conversation where initiator_device_id <> responder_device_id",
    );
    // Both ends move, and only one: what is judged early must know where those stand that are judged late.
    expect(talking.some(({ a, b }) => moves.has(a) && moves.has(b))).toBe(true);
    expect(talking.some(({ a, b }) => moves.has(a) !== moves.has(b))).toBe(true);
    const whole = await outcomeOf(made, Number.MAX_SAFE_INTEGER);
    expect(whole).toMatchObject({ isDone: true });
    for (const atOnce of [1, 7]) expect(await outcomeOf(made, atOnce)).toEqual(whole);
    // Flows go from sum to sum with their devices; adding up all flows there are gives the same.
    expect(await outcomeOf(made, 7, { addsUpAnew: true })).toEqual(whole);
    const still = made.filter(({ decision }) => decision.kind !== "zone");
    expect(await outcomeOf(still, 7)).not.toEqual(whole);
  });
}

it("devices that move where paths are said to be closed give the same in parts as all at once", async () => {
  const { cell, hall } = seeded.zoneIds;
  const closed = (from: string, into: string) =>
    newMitigation.parse({
      kind: "virtual-patch",
      means: "acl",
      title: "Nothing in from there",
      scope: "zone",
      zoneId: into,
      factor: "exposure",
      path: { direction: "in", peer: "zone", zoneId: from, protocol: null, operations: [], allowedDeviceIds: [] },
      owner: "Anna",
      evidence: "Rule 17",
      startsAt: "2024-01-01T00:00:00.000Z",
      reviewAt: "2026-12-30T00:00:00.000Z",
      expiresAt: "2026-12-31T00:00:00.000Z",
    });
  for (const [from, into] of [[cell, hall] as const, [hall, cell] as const])
    await recordMitigation(systemActor, closed(from, into));
  const standing = (await outcomeOf([], 7)) as { mitigations: unknown };
  const standings = new Set([JSON.stringify(standing.mitigations)]);
  for (const seed of [9, 10, 11, 12]) {
    const made = await drawDecisions(seed, { isMoving: true });
    const whole = (await outcomeOf(made, Number.MAX_SAFE_INTEGER)) as { mitigations: unknown };
    expect(whole).toMatchObject({ isDone: true, mitigations: [expect.anything(), expect.anything()] });
    for (const atOnce of [1, 7]) expect(await outcomeOf(made, atOnce)).toEqual(whole);
    standings.add(JSON.stringify(whole.mitigations));
  }
  // What is seen on the paths depends on who stands where.
  expect(standings.size).toBeGreaterThan(1);
});

for (const seed of [7, 8]) {
  it(`decisions taken back on their devices leave what computing the whole leaves (${seed})`, async () => {
    const [first, second] = [
      await drawDecisions(seed, { isMoving: true }),
      await drawDecisions(seed + 50, { isMoving: true }),
    ];
    for (const made of [first, second]) {
      await withTransaction(async (tx) => {
        await insertDecisions(
          tx,
          made.map((it) => ({ ...it, userId: null })),
        );
        expect(await rejudgeDevices(tx, { made: made.filter(isLight), atOnce: 7 })).toBe(true);
      });
    }
    const takeBack = async (undone: readonly DeviceDecision[]) => {
      const before = await sql.query("select id, fingerprint from device order by id");
      await withTransaction(async (tx) => {
        await markUndone(
          tx,
          undone.map(({ decision }) => decision.id),
          "B",
        );
        const light = undone.filter(isLightToUndo);
        expect(light).toHaveLength(undone.length);
        expect(await rejudgeDevices(tx, { undone: light, atOnce: 7 })).toBe(true);
      });
      expect(await sql.query("select id, fingerprint from device order by id")).not.toEqual(before);
      await expectWhole();
    };
    // Some that newer ones overrule, then the newer ones, under which the older stand again, then all that is left.
    const half = first.filter((_, at) => at % 2 === 0);
    await takeBack(half);
    await takeBack(second);
    await takeBack(first.filter((it) => !half.includes(it)));
  });
}
