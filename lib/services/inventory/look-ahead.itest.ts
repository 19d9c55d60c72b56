import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { closeDatabase, sql } from "@/lib/db/client";
import { findKinRows, type KinRow } from "@/lib/db/devices/device-kin";
import { realmNames } from "@/lib/db/sites/site";
import { SnapshotTooNarrowError } from "@/lib/db/snapshot";
import { withTransaction } from "@/lib/db/transaction";
import { identifierKey } from "@/lib/domain/device/identifier";
import { closeQueue } from "@/lib/jobs/enqueue";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { previewDecision } from "../decisions/preview-decision";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { presentDeviceRow } from "../devices/present-device-row";
import { deleteImport, previewImportDeletion } from "../imports/delete-import";
import { takeBatch } from "../sensors/take-batch";
import { checkInventory } from "./check-inventory";
import { INVENTORY_LOCK } from "./inventory-lock";

/** Whether each rebuild was dry, in order; what happens once a dry one has computed, while its transaction is open. */
const rebuilds = vi.hoisted(() => ({
  dry: [] as boolean[],
  during: null as ((tx: import("@/lib/db/sql").Sql) => Promise<void>) | null,
}));
vi.mock("./rebuild-inventory", async (original) => {
  const real = await original<typeof import("./rebuild-inventory")>();
  return {
    ...real,
    rebuildInventory: async (...args: Parameters<typeof real.rebuildInventory>) => {
      const isDry = Boolean(args[1]?.dry);
      rebuilds.dry.push(isDry);
      const outcome = await real.rebuildInventory(...args);
      if (isDry) await rebuilds.during?.(args[0]);
      return outcome;
    },
  };
});

const files = simulateHardCases(4).files.map(({ path, bytes }) => ({ name: path, bytes }));
const reason = "seen on the last walk through the plant";
let importId: string;

beforeAll(async () => {
  await takeIn(
    files.filter((_, index) => index % 3 === 0),
    { realm: "plant" },
  );
  importId = (
    await takeIn(
      files.filter((_, index) => index % 3 === 1),
      { realm: "plant" },
    )
  ).id;
});
beforeEach(() => {
  rebuilds.dry = [];
  rebuilds.during = null;
});
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const rows = () => sql.query<KinRow>("select id, detail, fingerprint from device order by id");
async function decisions(): Promise<Decide[]> {
  const all = await rows();
  const cards = all.filter(({ detail }) => detail.anchor.kind === "mac");
  const [first, second] = cards as [KinRow, KinRow];
  const joined = all.find(({ detail }) => detail.joins.length > 0) as KinRow;
  const [join] = joined.detail.joins as [KinRow["detail"]["joins"][number]];
  const some = all.slice(0, 5).map(({ id }) => id);
  return [
    { kind: "merge", deviceIds: [first.id, second.id], reason },
    {
      kind: "forbid-merge",
      deviceIds: [joined.id],
      identifierA: identifierKey(join.a),
      identifierB: identifierKey(join.b),
      reason,
    },
    { kind: "state", deviceIds: some, state: "sanctioned", reason, expiresAt: null },
    { kind: "tag", deviceIds: some, add: ["line 2"], remove: [], reason },
    { kind: "pin", deviceIds: [first.id], field: "vendor", value: "Somebody else", reason },
  ];
}

it("shows of every decision exactly what deciding makes", async () => {
  const asked = await decisions();
  for (const decide of asked) {
    rebuilds.dry = [];
    const stood = await findKinRows(sql, decide.deviceIds);
    const seen = await previewDecision(systemActor, decide);
    expect(rebuilds.dry).toEqual([true]);
    const { groupId } = await decideDevices(systemActor, decide);
    const wanted = new Set(decide.deviceIds);
    const known = new Map(stood.map(({ id, fingerprint }) => [id, fingerprint]));
    const names = await realmNames();
    const made = (await findKinRows(sql, decide.deviceIds, stood))
      .filter(({ id, fingerprint }) => wanted.has(id) || known.get(id) !== fingerprint)
      .map((row) => presentDeviceRow(row, names));
    expect(made.length, decide.kind).toBeGreaterThan(0);
    expect(
      seen.after.map(({ row }) => row),
      decide.kind,
    ).toEqual(made);
    await undoDecisionGroup(systemActor, groupId);
  }
});

it("answers while somebody else changes the inventory", async () => {
  const [merge] = (await decisions()) as [Decide];
  await withTransaction(async (tx) => {
    await lockInTransaction(tx, INVENTORY_LOCK);
    expect((await previewDecision(systemActor, merge)).after).toHaveLength(1);
    expect((await previewImportDeletion(systemActor, importId)).devicesGone).toBeGreaterThan(0);
    expect(await checkInventory()).toMatchObject({ scope: "whole", devicesNew: 0, devicesChanged: 0, devicesGone: 0 });
  });
  expect(rebuilds.dry).toEqual([true, true, true]);
});

it("writes nothing, and cannot", async () => {
  const everything = async () => ({
    ...(await inventorySnapshot()),
    rest: await sql.query(`select (select count(*) from decision) as decisions, (select count(*) from audit_entry) as audits,
      (select jsonb_agg(it order by it.device_id) from device_rhythm it) as rhythms, (select jsonb_agg(it.id order by it.id) from import_file it) as files,
      (select jsonb_agg(it order by it.content_id) from content_facts it) as facts`),
  });
  const before = await everything();
  let refused = 0;
  rebuilds.during = async (tx) => {
    await tx.run("savepoint here");
    await expect(tx.run("update device set name = 'another'")).rejects.toMatchObject({ code: "25006" });
    await tx.run("rollback to savepoint here");
    refused++;
  };
  for (const decide of await decisions()) await previewDecision(systemActor, decide);
  await previewImportDeletion(systemActor, importId);
  await checkInventory();
  expect(refused).toBe(7);
  expect(await everything()).toEqual(before);
});

it("lets an import come in while a deletion and a merge are looked at, which then see what stood before it", async () => {
  const third = files.filter((_, index) => index % 3 === 2);
  const [merge] = (await decisions()) as [Decide];
  const quiet = {
    merge: await previewDecision(systemActor, merge),
    deletion: await previewImportDeletion(systemActor, importId),
  };
  const devices = (await rows()).length;
  let brought = "";
  rebuilds.during = async () => {
    rebuilds.during = null;
    const taken = await takeIn(third, { realm: "plant" });
    expect(taken.state).toBe("done");
    brought = taken.id;
    expect((await rows()).length).toBeGreaterThan(devices);
  };
  expect(await previewDecision(systemActor, merge)).toEqual(quiet.merge);
  expect(brought).not.toBe("");
  await deleteImport(systemActor, brought, "only to come again");

  brought = "";
  rebuilds.during = async () => {
    rebuilds.during = null;
    brought = (await takeIn(third, { realm: "plant" })).id;
  };
  expect(await previewImportDeletion(systemActor, importId)).toEqual(quiet.deletion);
  expect(brought).not.toBe("");
});

it("answers the same where a snapshot does not do, and takes that back", async () => {
  const [merge, split] = (await decisions()) as [Decide, Decide];
  const look = async () => ({
    merge: await previewDecision(systemActor, merge),
    split: await previewDecision(systemActor, split),
    deletion: await previewImportDeletion(systemActor, importId),
  });
  const before = await inventorySnapshot();
  const dry = await look();
  rebuilds.during = () => Promise.reject(new SnapshotTooNarrowError());
  rebuilds.dry = [];
  expect(await look()).toEqual(dry);
  expect(rebuilds.dry).toEqual([true, false, true, false, true, false]);
  expect(await inventorySnapshot()).toEqual(before);
});

it("sees what a sensor told since the last rebuild, too", async () => {
  const capture = files.find(({ name }) => /\.pcap(ng)?$/.test(name)) as (typeof files)[number];
  const nowMs = Date.parse("2026-11-20T20:00:00Z");
  const { actor } = await newSensor();
  for (const batch of batchesOf(capture.bytes, 1, { day: "2026-11-20", nowMs })) {
    await takeBatch(actor, batch as SensorBatch, nowMs);
  }
  const dry = await previewImportDeletion(systemActor, importId);
  expect(rebuilds.dry).toEqual([true]);
  const { fileNames, devicesGone, devicesChanged } = await deleteImport(systemActor, importId, "in the wrong plant");
  expect({ fileNames, devicesGone, devicesChanged }).toMatchObject({
    fileNames: dry.fileNames,
    devicesGone: dry.devicesGone,
    devicesChanged: dry.devicesChanged,
  });
});
