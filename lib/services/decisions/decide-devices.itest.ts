import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { putZone } from "@/lib/db/zones/zone";
import type { Device } from "@/lib/domain/device/device";
import { identifierKey } from "@/lib/domain/device/identifier";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { simulate } from "@/lib/simulator/simulate";
import { inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { saveCustomField } from "../custom-fields/save-custom-field";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { refreshInventory } from "../inventory/refresh-inventory";
import { decideDevices, decideTogether } from "./decide-devices";
import { previewDecision } from "./preview-decision";
import { undoDecision, undoDecisionGroup } from "./undo-decision";

const as = (role: Actor["role"]): Actor => ({ ...systemActor, name: role, role });
const reason = "seen on the last walk through the plant";
const ZONES = { a: "0a000000-0000-4000-8000-00000000000a", b: "0b000000-0000-4000-8000-00000000000b" };

beforeAll(async () => {
  const files = simulate().files.filter(({ path }) => /day-1-process|zeek\/(conn|dhcp)/.test(path));
  const { id } = await takeIn(files.map(({ path, bytes }) => ({ name: path, bytes })));
  const [place] = await sql.query<{ siteId: string; realmId: string }>(
    `select site_id as "siteId", realm_id as "realmId" from import where id = $1`,
    [id],
  );
  const { siteId, realmId } = place as { siteId: string; realmId: string };
  const zone = {
    siteId,
    description: "",
    purdueLevel: 1 as const,
    criticality: 4 as const,
    owner: null,
    ...NO_RULES,
    ...UNKNOWN_NATURE,
  };
  await withTransaction(async (tx) => {
    await putZone(tx, { ...zone, id: ZONES.a, name: "A", cidrs: [{ realm: realmId, cidr: "10.1.20.0/24" }] });
    await putZone(tx, { ...zone, id: ZONES.b, name: "B", cidrs: [] });
  });
  await refreshInventory();
});
afterAll(closeDatabase);

interface Row {
  readonly id: string;
  readonly state: string;
  readonly detail: Device;
  readonly zoneId: string | null;
  readonly firmware: string | null;
}

const rows = () =>
  sql.query<Row>(`select id, state, detail, zone_id as "zoneId", firmware from device order by risk_score desc, id`);
const row = async (id: string) => (await rows()).find((it) => it.id === id) as Row;
const decide = async (decision: Decide, actor: Actor = systemActor) =>
  (await decideDevices(actor, decision)).decisionIds;

/** What a decision changed at once must be what computing everything anew gives. */
async function expectSameAsRebuilt(): Promise<void> {
  const quick = await inventorySnapshot();
  const outcome = await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  expect(outcome).toMatchObject({ devicesNew: 0, devicesChanged: 0 });
  expect(await inventorySnapshot()).toEqual(quick);
}

test("a state holds at once, is the same after a rebuild, and can be taken back", async () => {
  const before = await inventorySnapshot();
  const deviceIds = (await rows()).slice(0, 3).map(({ id }) => id);
  const ids = await decide({ kind: "state", deviceIds, state: "sanctioned", reason, expiresAt: null }, as("analyst"));
  expect(ids).toHaveLength(3);
  for (const id of deviceIds) expect((await row(id)).state).toBe("sanctioned");
  await expectSameAsRebuilt();
  for (const id of ids) await undoDecision(as("analyst"), id);
  expect(await inventorySnapshot()).toEqual(before);
});

test("a zone pin holds at once for the device and its peers' exposure, and is the same after a rebuild", async () => {
  const [peer] = await sql.query<{ id: string }>(
    `select initiator_device_id as id from conversation where initiator_device_id is not null and responder_device_id is not null
      group by 1 order by count(*) desc limit 1`,
  );
  const { id } = peer as { id: string };
  const before = await inventorySnapshot();
  const [decisionId] = await decide({ kind: "zone", deviceIds: [id], zoneId: ZONES.b, reason });
  expect((await row(id)).zoneId).toBe(ZONES.b);
  await expectSameAsRebuilt();
  await undoDecision(systemActor, decisionId as string);
  expect(await inventorySnapshot()).toEqual(before);
});

test("an ignored device comes back into the queue when its time is over", async () => {
  const [{ id }] = (await rows()) as [Row];
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const [decisionId] = await decide({ kind: "state", deviceIds: [id], state: "ignored", reason, expiresAt });
  expect((await row(id)).state).toBe("ignored");
  await expectSameAsRebuilt();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 86_400_000 });
  try {
    await refreshInventory();
    expect((await row(id)).state).toBe("unsanctioned");
  } finally {
    vi.useRealTimers();
  }
  await undoDecision(systemActor, decisionId as string);
});

test("a pinned field wins over what the wire says, until it is taken back", async () => {
  const before = await inventorySnapshot();
  const [{ id }] = (await rows()) as [Row];
  const [decisionId] = await decide({ kind: "pin", deviceIds: [id], field: "firmware", value: "V9.9 <b>", reason });
  expect((await row(id)).firmware).toBe("V9.9 <b>");
  await undoDecision(systemActor, decisionId as string);
  expect(await inventorySnapshot()).toEqual(before);
});

test("annotations hold at once on many devices, are the same after a rebuild, and are taken back one by one or together", async () => {
  const before = await inventorySnapshot();
  const deviceIds = (await rows()).slice(0, 3).map(({ id }) => id);
  const [first] = deviceIds as [string];
  const analyst = as("analyst");
  const made = await decideTogether(analyst, [
    { kind: "tag", deviceIds, add: ["cctv", "walk-down"], remove: [], reason },
    { kind: "pin", deviceIds, field: "owner", value: "Facility services", reason },
    { kind: "pin", deviceIds, field: "criticality", value: "5", reason },
    { kind: "note", deviceIds: [first], text: "Stands behind press 3 <b>" },
  ]);
  expect(made.decisionIds).toHaveLength(3 * 2 + 3 + 3 + 1);
  const shown = () =>
    sql.query<{ tags: string[]; owner: string; criticality: number; risk: { impact: { score: number } } }>(
      "select tags, owner, criticality, risk from device where id = any($1::uuid[])",
      [deviceIds],
    );
  for (const it of await shown()) {
    expect(it).toMatchObject({ tags: ["cctv", "walk-down"], owner: "Facility services", criticality: 5 });
    expect(JSON.stringify(it.risk)).toContain("Declared criticality");
  }
  expect((await row(first)).detail.annotations.notes).toMatchObject([
    { text: "Stands behind press 3 <b>", actor: "analyst" },
  ]);
  await expectSameAsRebuilt();

  const [untag] = await decide({ kind: "tag", deviceIds: [first], add: [], remove: ["cctv"], reason }, analyst);
  expect((await row(first)).detail.annotations.tags).toEqual(["walk-down"]);
  await expectSameAsRebuilt();
  await undoDecision(analyst, untag as string);
  expect((await row(first)).detail.annotations.tags).toEqual(["cctv", "walk-down"]);

  const [nobody] = await decide({ kind: "pin", deviceIds: [first], field: "owner", value: null, reason }, analyst);
  expect((await row(first)).detail.fields.owner).toBeUndefined();
  await expectSameAsRebuilt();
  const [again] = await decide({ kind: "pin", deviceIds: [first], field: "owner", value: "IT", reason }, analyst);
  expect((await row(first)).detail.fields.owner?.value).toBe("IT");
  await expectSameAsRebuilt();
  for (const id of [again, nobody]) await undoDecision(analyst, id as string);
  await undoDecisionGroup(analyst, made.groupId);
  expect(await inventorySnapshot()).toEqual(before);
});

test("annotations survive another import, and a field of one's own takes only what it is defined for", async () => {
  const [{ id }] = (await rows()) as [Row];
  const value = (text: string | null): Decide => ({
    kind: "custom",
    deviceIds: [id],
    key: "warranty",
    value: text,
    reason,
  });
  await expect(decide(value("2027-01-31"))).rejects.toMatchObject({ code: "bad-request" });
  await saveCustomField(systemActor, { key: "warranty", title: "Warranty ends", type: "date", choices: [] });
  await expect(decide(value("next year"))).rejects.toMatchObject({ code: "bad-request" });
  const [decisionId] = await decide(value("2027-01-31"));
  const [tagId] = await decide({ kind: "tag", deviceIds: [id], add: ["spare"], remove: [], reason });
  const more = simulate().files.filter(({ path }) => /zeek\/dns/.test(path));
  await takeIn(more.map(({ path, bytes }) => ({ name: path, bytes })));
  expect((await row(id)).detail.annotations).toMatchObject({
    tags: ["spare"],
    custom: { warranty: { value: "2027-01-31" } },
  });
  expect(await sql.query("select custom from device where id = $1", [id])).toEqual([
    { custom: { warranty: "2027-01-31" } },
  ]);
  for (const made of [decisionId, tagId]) await undoDecision(systemActor, made as string);
  expect((await row(id)).detail.annotations).toMatchObject({ tags: [], custom: {} });
});

test("annotating asks for its own permission, identity fields are set one device at a time", async () => {
  const deviceIds = (await rows()).slice(0, 2).map(({ id }) => id);
  const tag: Decide = { kind: "tag", deviceIds, add: ["x"], remove: [], reason };
  await expect(decide(tag, as("viewer"))).rejects.toMatchObject({ code: "not-allowed" });
  const firmware: Decide = { kind: "pin", deviceIds, field: "firmware", value: "1", reason };
  await expect(decide(firmware, as("analyst"))).rejects.toMatchObject({ code: "not-allowed" });
  await expect(decide(firmware)).rejects.toMatchObject({ code: "bad-request" });
  const severe: Decide = { kind: "pin", deviceIds, field: "criticality", value: "severe", reason };
  await expect(decide(severe)).rejects.toMatchObject({ code: "bad-request" });
});

test("merged devices are one, the old address leads to it, and undoing parts them again", async () => {
  const before = await inventorySnapshot();
  const [first, second] = (await rows()).filter(({ detail }) => detail.anchor.kind === "mac") as [Row, Row];
  const [decisionId] = await decide({ kind: "merge", deviceIds: [first.id, second.id], reason });
  const merged = (await rows()).filter(({ id }) => id === first.id || id === second.id);
  expect(merged).toHaveLength(1);
  const gone = merged[0]?.id === first.id ? second.id : first.id;
  expect(await sql.query("select new_id from device_redirect where old_id = $1", [gone])).toEqual([
    { new_id: merged[0]?.id },
  ]);
  await undoDecision(systemActor, decisionId as string);
  expect(await inventorySnapshot()).toEqual(before);
  expect(await sql.query("select 1 from device_redirect where old_id = $1", [gone])).toEqual([]);
});

test("what was decided on a device that is part of another now is taken back on that one", async () => {
  const before = await inventorySnapshot();
  const pair = (await rows()).filter(({ detail }) => detail.anchor.kind === "mac").slice(0, 2);
  const sanctions = new Map<string, string>();
  for (const { id } of pair) {
    const [sanction] = await decide({ kind: "state", deviceIds: [id], state: "sanctioned", expiresAt: null, reason });
    sanctions.set(id, sanction as string);
  }
  const [merge] = await decide({ kind: "merge", deviceIds: pair.map(({ id }) => id), reason });
  const [kept] = (await rows()).filter(({ id }) => sanctions.has(id)) as [Row];
  const gone = pair.find(({ id }) => id !== kept.id) as Row;
  await undoDecision(systemActor, sanctions.get(gone.id) as string);
  expect((await row(kept.id)).detail.decisionIds).not.toContain(sanctions.get(gone.id));
  await undoDecision(systemActor, sanctions.get(kept.id) as string);
  await undoDecision(systemActor, merge as string);
  expect(await inventorySnapshot()).toEqual(before);
});

test("what evidence joined, a person can part", async () => {
  const joined = (await rows()).find(({ detail }) => detail.joins.length > 0) as Row;
  const [join] = joined.detail.joins;
  const [identifierA, identifierB] = [join?.a, join?.b].map((it) => (it ? identifierKey(it) : ""));
  const count = (await rows()).length;
  const [decisionId] = await decide({
    kind: "forbid-merge",
    deviceIds: [joined.id],
    identifierA: identifierA as string,
    identifierB: identifierB as string,
    reason,
  });
  expect((await rows()).length).toBeGreaterThanOrEqual(count);
  expect((await row(joined.id))?.detail.joins ?? []).not.toContainEqual(join);
  await undoDecision(systemActor, decisionId as string);
  expect((await row(joined.id)).detail.joins).toContainEqual(join);

  // The log speaks of both in words: no keys and ids of ours, no kinds as code calls them.
  const said = (await sql.query<{ summary: string }>("select summary from audit_entry order by at desc limit 2"))
    .map(({ summary }) => summary)
    .reverse();
  expect(said[0]).toMatch(/^Split .+: .+ and .+ are two devices\.$/);
  expect(said[0]).toContain(`${join?.a.value} (`);
  expect(said[0]).not.toMatch(/\||[0-9a-f]{8}-/);
  expect(said[1]).toMatch(/^Took back a decision \(split\) on /);
});

test("a preview shows both halves of a split exactly as deciding makes them, and keeps nothing", async () => {
  const before = await inventorySnapshot();
  const audits = async () => (await sql.query("select 1 from audit_entry")).length;
  const auditsBefore = await audits();
  const joined = (await rows()).find(({ detail }) => detail.joins.some((it) => it.b.kind === "ip")) as Row;
  const join = joined.detail.joins.find((it) => it.b.kind === "ip") as Device["joins"][number];
  const split: Decide = {
    kind: "forbid-merge",
    deviceIds: [joined.id],
    identifierA: identifierKey(join.a),
    identifierB: identifierKey(join.b),
    reason,
  };
  const preview = await previewDecision(systemActor, split);
  expect(preview.before.map((it) => it.row.id)).toEqual([joined.id]);
  expect(await inventorySnapshot()).toEqual(before);
  expect(await audits()).toBe(auditsBefore);

  const { decisionIds } = await decideDevices(systemActor, split);
  const ids = new Set((await rows()).map(({ id }) => id));
  expect(preview.after.length).toBeGreaterThan(0);
  for (const { row: half } of preview.after) expect(ids.has(half.id)).toBe(true);
  const holding = preview.after.filter(
    ({ row: half }) => half.ips.includes(join.b.value) && half.macs.includes(join.a.value),
  );
  expect(holding).toEqual([]);
  for (const id of decisionIds) await undoDecision(systemActor, id);
  expect(await inventorySnapshot()).toEqual(before);
});

test("a preview of a merge shows one device with the cards of both", async () => {
  const [first, second] = (await rows()).filter(({ detail }) => detail.anchor.kind === "mac") as [Row, Row];
  const { before, after } = await previewDecision(systemActor, {
    kind: "merge",
    deviceIds: [first.id, second.id],
    reason,
  });
  expect(before).toHaveLength(2);
  expect(after).toHaveLength(1);
  expect(after[0]?.row.macs).toEqual(expect.arrayContaining([first.detail.anchor.value, second.detail.anchor.value]));
});

test("undoing twice is undoing once, with one audit row", async () => {
  const [{ id }] = (await rows()) as [Row];
  const [decisionId] = await decide({ kind: "state", deviceIds: [id], state: "retired", reason, expiresAt: null });
  await undoDecision(systemActor, decisionId as string);
  expect((await row(id)).state).toBe("unsanctioned");
  await undoDecision(systemActor, decisionId as string);
  const audit = await sql.query("select 1 from audit_entry where detail->>'decisionId' = $1", [decisionId]);
  expect(audit).toHaveLength(1);
});

test("only those may decide whose role allows it, and a refused decision leaves no trace", async () => {
  const [{ id }] = (await rows()) as [Row];
  const state: Decide = { kind: "state", deviceIds: [id], state: "ignored", reason, expiresAt: null };
  const audits = async () => (await sql.query("select 1 from audit_entry")).length;
  const before = await audits();
  await expect(decide(state, as("viewer"))).rejects.toMatchObject({ code: "not-allowed" });
  await expect(decide({ kind: "zone", deviceIds: [id], zoneId: ZONES.a, reason }, as("analyst"))).rejects.toMatchObject(
    {
      code: "not-allowed",
    },
  );
  const unknown = "00000000-0000-4000-8000-000000000000";
  await expect(decide({ ...state, deviceIds: [id, unknown] })).rejects.toMatchObject({ code: "not-found" });
  await expect(decide({ ...state, expiresAt: "2020-01-01T00:00:00Z" })).rejects.toMatchObject({ code: "bad-request" });
  expect(await audits()).toBe(before);
  expect((await row(id)).state).toBe("unsanctioned");
});
