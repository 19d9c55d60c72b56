import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { zoneInput } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import type { Device } from "@/lib/domain/device/device";
import { identifierKey } from "@/lib/domain/device/identifier";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { backdateContent } from "@/lib/testing/backdate-content";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { killAtStatement } from "@/lib/testing/kill-at-statement";
import { emptyDatabase, inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { dropOldFlows, makeMonths } from "../flows/drop-old-flows";
import { deleteImport } from "../imports/delete-import";
import { applyRetention } from "../packets/apply-retention";
import { keptFolder } from "../packets/kept-path";
import { saveFlowSettings } from "../settings/flow-settings";
import { deleteZone } from "../zones/delete-zone";
import { saveZone } from "../zones/save-zone";

afterAll(closeDatabase);
beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate kept_source, setting");
});

const files = simulateHardCases(4)
  .files.filter(({ path }) => path.endsWith(".pcap"))
  .slice(0, 6)
  .map(({ path, bytes }) => ({ name: path, bytes }));
const reason = "seen on the walk";

/** All that somebody could find half-done. */
const state = async () => ({
  ...(await inventorySnapshot()),
  decisions: await sql.query("select id, undone_at is null as holds from decision order by id"),
  audit: (await sql.query("select 1 from audit_entry")).length,
  zones: await sql.query("select id, name from zone order by id"),
  cidrs: await sql.query("select zone_id, cidr from zone_cidr order by 1, 2"),
  imports: await sql.query("select id, state from import order by id"),
  rollup: await sql.query("select day, cells from flow_rollup_day order by day"),
});

/** Each by itself at the begin, where one statement makes the difference; further on one of a few. */
const nextAfter = (statement: number) => statement + 1 + Math.floor(statement / 6);

/**
 * Kills the work again and again; each time nothing of it may be there, until it was killed behind its commit, or ends.
 * @returns how often it was killed
 */
async function killAndDo(work: () => Promise<unknown>): Promise<number> {
  const before = await state();
  let kills = 0;
  for (let statement = 1; await killAtStatement(statement, work); statement = nextAfter(statement)) {
    kills++;
    const { audit } = await state();
    if (audit > before.audit) break;
    expect({ statement, ...(await state()) }).toEqual({ statement, ...before });
  }
  expect((await state()).audit).toBe(before.audit + 1);
  return kills;
}

const devices = () => sql.query<{ id: string; detail: Device }>("select id, detail from device order by id");
const keptFiles = () =>
  readdirSync(keptFolder(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

test("a merge, a split and their undoing, killed between any two statements, are done or undone as a whole", async () => {
  await takeIn(files);
  let groupId = "";
  const decide = (decide: Parameters<typeof decideDevices>[1]) => async () => {
    groupId = (await decideDevices(systemActor, decide)).groupId;
  };
  const undo = () => undoDecisionGroup(systemActor, groupId);
  const deviceIds = (await devices()).filter(({ detail }) => detail.anchor.kind === "mac").map(({ id }) => id);
  expect(await killAndDo(decide({ kind: "merge", deviceIds: deviceIds.slice(0, 2), reason }))).toBeGreaterThan(9);
  expect(await killAndDo(undo)).toBeGreaterThan(9);

  const joined = (await devices()).find(({ detail }) => detail.joins.length > 0);
  const [join] = joined?.detail.joins ?? [];
  if (!joined || !join) throw new Error("The captures have no device that was joined.");
  const [identifierA, identifierB] = [identifierKey(join.a), identifierKey(join.b)];
  const split = decide({ kind: "forbid-merge", deviceIds: [joined.id], identifierA, identifierB, reason });
  expect(await killAndDo(split)).toBeGreaterThan(9);
  expect(await killAndDo(undo)).toBeGreaterThan(9);
  await expectWhole();
});

test("a zone that takes devices in and lets them go, killed between any two statements, is there as a whole or not", async () => {
  await takeIn(files);
  const [site] = await sql.query<{ id: string }>("select id from site");
  const cidrs = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((cidr) => ({ realm: "plant", cidr }));
  const input = zoneInput.parse({ name: "Yard", siteId: site?.id, purdueLevel: 2, criticality: 3, cidrs, vlans: [] });
  await killAndDo(() => saveZone(systemActor, null, input));
  const [yard] = await sql.query<{ id: string }>("select id from zone where name = 'Yard'");
  const zoneId = yard?.id as string;
  await killAndDo(() => saveZone(systemActor, zoneId, { ...input, cidrs: cidrs.slice(0, 1) }));
  await killAndDo(() => deleteZone(systemActor, zoneId));
  await expectWhole();
});

test("the deletion of an import, killed between any two statements, takes all of it or nothing, and leaves no packet of it", async () => {
  const { id } = await takeIn(files.slice(0, 3), { keepMode: "whole" });
  await takeIn(files.slice(3), { keepMode: "whole" });
  const before = keptFiles();
  expect(before).toBeGreaterThan(3);
  let isDone = false;
  const remove = async () => {
    if (!isDone) await deleteImport(systemActor, id, { reason });
  };
  const whole = await state();
  for (let statement = 1; await killAtStatement(statement, remove); statement = nextAfter(statement)) {
    // Behind its commit the killed process had only packets left to let go.
    isDone = (await sql.query("select 1 from import where id = $1", [id])).length === 0;
    if (isDone) break;
    expect({ statement, ...(await state()) }).toEqual({ statement, ...whole });
  }
  await expectWhole();
  await applyRetention();
  const rows = await sql.query<{ sha256: string }>("select sha256 from kept_source where gone_at is null");
  expect(rows.length).toBe(files.length - 3);
  expect(keptFiles()).toBe(rows.length);
});

test("retention of flows, killed between any two statements, is gone on with, and sums and conversations stay", async () => {
  const old = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 5, 15));
  await takeIn(files);
  await makeMonths(old);
  for (const { id } of await sql.query<{ id: number }>("select id from source_content")) await backdateContent(id, old);
  await saveFlowSettings(systemActor, { months: 3 });
  const month = old.toISOString().slice(0, 7);
  const conversations = () =>
    sql.query("select id, flows, packets, bytes, first_seen_us, last_seen_us from conversation order by id");
  const before = { devices: await devices(), conversations: await conversations() };
  let dropped: string[] = [];
  const work = async () => {
    dropped = await dropOldFlows(new Date());
  };
  for (let statement = 1; await killAtStatement(statement, work); statement = nextAfter(statement)) {
    const rows = await sql.query("select 1 from flow limit 1");
    expect({ statement, rows: rows.length }).toEqual({ statement, rows: 1 });
    expect({ devices: await devices(), conversations: await conversations() }).toEqual(before);
  }
  expect(dropped).toEqual([month]);
  expect({ devices: await devices(), conversations: await conversations() }).toEqual(before);
  expect(existsSync(keptFolder())).toBe(true);
});
