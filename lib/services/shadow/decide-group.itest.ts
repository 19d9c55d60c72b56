/** What is decided on a group reaches all of it, never one that nobody saw, and is taken back at once. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { decideOnGroup, type SeenGroup, shadowGroup, shadowGroupQuery } from "@/lib/contracts/shadow";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { deviceIndex } from "../devices/device-index";
import { listQuestions } from "../triage/list-questions";
import { askAboutGroup } from "./ask-about-group";
import { decideGroup } from "./decide-group";
import { getShadowGroup } from "./get-shadow-group";
import { getShadowQueue } from "./get-shadow-queue";

let seeded: SeededInventory;
beforeAll(async () => {
  // A group of more devices than a page of the desk.
  seeded = await seedInventory(300);
});
afterAll(closeDatabase);

const GROUP = "role plc";
const look = async (group = GROUP) =>
  shadowGroup.parse(await getShadowGroup(systemActor, shadowGroupQuery.parse({ group })));
const seen = async (): Promise<SeenGroup> => ({ group: GROUP, print: (await look()).print });
const decide = (group: SeenGroup, decision: object, actor: Actor = systemActor) =>
  decideGroup(actor, decideOnGroup.parse({ group, decision: { reason: "seen on the walk", ...decision } }));
const idsWhere = async (condition: string) =>
  (await sql.query<{ id: string }>(`select id from device where ${condition} order by id`)).map(({ id }) => id);
const PLCS = "role = 'plc' and state = 'unsanctioned'";

it("says how many there are and what they have, the same from memory as from PostgreSQL", async () => {
  const stored = await look();
  expect(stored.total).toBe((await idsWhere(PLCS)).length);
  expect(stored.total).toBeGreaterThan(25);
  expect(stored.zones.reduce((sum, { count }) => sum + count, 0)).toBe(stored.total);
  expect(stored.zones.map(({ label }) => label)).toContain("Unzoned");
  await deviceIndex().load();
  expect(await look()).toEqual(stored);
});

it("puts all of a group in a zone, gives them an owner and tags them, each with one undo", async () => {
  const plcs = await idsWhere(PLCS);
  const before = await look();
  const zoned = await decide(await seen(), { kind: "zone", zoneId: seeded.zoneIds.hall });
  expect(zoned.devices).toBe(plcs.length);
  expect((await look()).zones).toEqual([{ value: seeded.zoneIds.hall, label: "Hall", count: plcs.length }]);
  await undoDecisionGroup(systemActor, zoned.groupId);
  expect(await look()).toEqual(before);

  const owned = await decide(await seen(), { kind: "pin", field: "owner", value: "Mill crew" });
  const tagged = await decide(await seen(), { kind: "tag", add: ["mill"] });
  expect(await look()).toMatchObject({ owned: plcs.length, tags: [{ value: "mill", count: plcs.length }] });
  await undoDecisionGroup(systemActor, tagged.groupId);
  await undoDecisionGroup(systemActor, owned.groupId);
  expect(await look()).toEqual(before);
});

it("settles all of a group, and brings all of it back", async () => {
  const plcs = await idsWhere(PLCS);
  const approved = await idsWhere("role = 'plc' and state = 'sanctioned'");
  const { waiting } = await getShadowQueue(systemActor);
  const { groupId } = await decide(await seen(), { kind: "state", state: "sanctioned" });
  expect(await idsWhere("role = 'plc' and state = 'sanctioned'")).toEqual([...plcs, ...approved].sort());
  expect((await getShadowQueue(systemActor)).waiting).toBe(waiting - plcs.length);
  await undoDecisionGroup(systemActor, groupId);
  expect(await idsWhere(PLCS)).toEqual(plcs);
  expect((await getShadowQueue(systemActor)).waiting).toBe(waiting);
});

it("asks about all of a group at once", async () => {
  const group = await seen();
  const question = await askAboutGroup(systemActor, { group, text: "Whose are these?", askedOf: "Bo" });
  expect(question.deviceCount).toBe((await idsWhere(PLCS)).length);
  const { items } = await listQuestions(systemActor, { state: "open", limit: 50 });
  expect(items.map(({ id }) => id)).toEqual([question.id]);
});

it("decides nothing when the group is not the one that was looked at", async () => {
  const group = await seen();
  const approved = await idsWhere("state = 'sanctioned'");
  const [left] = await idsWhere(PLCS);
  const { groupId } = await decideDevices(systemActor, {
    ...{ kind: "state", deviceIds: [left as string], state: "ignored", reason: "not ours", expiresAt: null },
  });
  const refused = { code: "conflict", message: expect.stringContaining("changed meanwhile") };
  await expect(decide(group, { kind: "state", state: "sanctioned" })).rejects.toMatchObject(refused);
  expect(await idsWhere("state = 'sanctioned'")).toEqual(approved);
  await undoDecisionGroup(systemActor, groupId);
  const viewer: Actor = { ...systemActor, role: "viewer" };
  await expect(decide(group, { kind: "state", state: "sanctioned" }, viewer)).rejects.toMatchObject({
    code: "not-allowed",
  });
});
