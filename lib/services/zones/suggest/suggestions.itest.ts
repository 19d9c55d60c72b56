import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { type ZoneSuggestionDto, zoneSuggestionList } from "@/lib/contracts/zone-suggestions";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { simulate } from "@/lib/simulator/simulate";
import { adjustedRandIndex } from "@/lib/testing/adjusted-rand-index";
import { inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { rebuildInventory } from "../../inventory/rebuild-inventory";
import { acceptSuggestion } from "./accept-suggestion";
import { currentSuggestions } from "./current-suggestions";
import { dismissSuggestion } from "./dismiss-suggestion";
import { listSuggestions } from "./list-suggestions";
import { undoSuggestionAnswer } from "./undo-answer";

const { files, truth } = simulate();

/** The sample plant without its lists: nobody has drawn a zone. */
beforeAll(async () => {
  for (const realm of truth.realms) {
    const seen = files.filter((it) => it.realm === realm.name && it.kind !== "list");
    await takeIn(
      seen.map(({ path, bytes }) => ({ name: path, bytes })),
      { realm: realm.name },
    );
  }
});
afterAll(closeDatabase);

const list = async () => zoneSuggestionList.parse(await listSuggestions(systemActor));
const suggestionOf = async (cidr: string): Promise<ZoneSuggestionDto> => {
  const found = (await list()).items.find((it) => it.cidrs.some((block) => block.cidr === cidr));
  if (!found) throw new Error(`nothing is suggested for ${cidr}`);
  return found;
};
const whole = (it: ZoneSuggestionDto) => ({
  cidrs: it.cidrs,
  deviceIds: it.devices.filter(({ isByRule }) => !isByRule).map(({ id }) => id),
});
const zoneOf = async (ids: readonly string[]) =>
  sql.query<{ name: string | null; count: number }>(
    "select z.name, count(*) as count from device d left join zone z on z.id = d.zone_id where d.id = any($1::uuid[]) group by 1",
    [ids],
  );
const viewer: Actor = { ...systemActor, name: "viewer", role: "viewer" };

it("agrees with the zones that the plant was built with (adjusted Rand index of at least 0.8)", async () => {
  const groups = new Map(
    (await list()).items.flatMap(({ key, devices }) => devices.map(({ id }) => [id, key] as const)),
  );
  const devices = await sql.query<{ id: string; realm: string; macs: string[]; ips: string[] }>(
    "select d.id, r.name as realm, d.macs, d.ips from device d join realm r on r.id = d.realm_ids[1]",
  );
  const known = devices.flatMap(({ id, realm, macs, ips }) => {
    const built = truth.devices.find(
      (it) =>
        it.realm === realm &&
        (it.macs.length > 0 ? it.macs.some((mac) => macs.includes(mac)) : it.ips.some((ip) => ips.includes(ip))),
    );
    return built ? [{ id, zone: built.zone }] : [];
  });
  expect(known.length).toBeGreaterThan(140);
  const index = adjustedRandIndex(
    known.map(({ id }) => groups.get(id) ?? id),
    known.map(({ zone }) => zone),
  );
  expect(index).toBeGreaterThan(0.8);
});

it("makes the zone with its rule, leaves the others suggested, and takes it back as if nothing had been", async () => {
  const before = await inventorySnapshot();
  const suggestion = await suggestionOf("10.1.21.0/24");
  expect(suggestion.because).toMatch(/share the subnet 10\.1\.21\.0\/24.*packets stay among them/);
  const { answerId, zoneName } = await acceptSuggestion(systemActor, suggestion.key, {
    ...whole(suggestion),
    name: "Supervision",
    purdueLevel: 2,
  });
  expect(zoneName).toBe("Supervision");
  const ids = suggestion.devices.map(({ id }) => id);
  expect(await zoneOf(ids)).toEqual([{ name: "Supervision", count: ids.length }]);
  const after = await list();
  expect(after.items.some(({ key }) => key === suggestion.key)).toBe(false);
  expect(after.items.length).toBeGreaterThan(3);
  expect(after.answered[0]).toMatchObject({ id: answerId, answer: "accepted", name: "Supervision" });
  const quick = await inventorySnapshot();
  await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  expect(await inventorySnapshot()).toEqual(quick);

  await undoSuggestionAnswer(systemActor, answerId);
  expect(await inventorySnapshot()).toEqual(before);
  expect((await suggestionOf("10.1.21.0/24")).key).toBe(suggestion.key);
  await expect(undoSuggestionAnswer(systemActor, answerId)).rejects.toMatchObject({ code: "not-found" });
});

it("takes a part of it by pins, and then sends the rest to the zone that was made", async () => {
  const before = await inventorySnapshot();
  const suggestion = await suggestionOf("10.1.22.0/24");
  const half = suggestion.devices.slice(0, Math.ceil(suggestion.devices.length * 0.6)).map(({ id }) => id);
  const first = await acceptSuggestion(systemActor, suggestion.key, { name: "Remote", cidrs: [], deviceIds: half });
  expect(await zoneOf(half)).toEqual([{ name: "Remote", count: half.length }]);
  const rest = (await list()).items.find(({ zone }) => zone?.id === first.zoneId) as ZoneSuggestionDto;
  expect(rest.kind).toBe("join");
  expect(rest.devices).toHaveLength(suggestion.devices.length - half.length);
  const second = await acceptSuggestion(systemActor, rest.key, {
    cidrs: [],
    deviceIds: rest.devices.map(({ id }) => id),
  });
  expect(await zoneOf(suggestion.devices.map(({ id }) => id))).toEqual([
    { name: "Remote", count: suggestion.devices.length },
  ]);
  await undoSuggestionAnswer(systemActor, second.answerId);
  await undoSuggestionAnswer(systemActor, first.answerId);
  expect(await inventorySnapshot()).toEqual(before);
});

it("keeps a dismissed one away, until that is taken back", async () => {
  const suggestion = await suggestionOf("10.1.50.0/24");
  const { answerId } = await dismissSuggestion(systemActor, suggestion.key);
  expect((await list()).items.some(({ key }) => key === suggestion.key)).toBe(false);
  await undoSuggestionAnswer(systemActor, answerId);
  expect((await list()).items.some(({ key }) => key === suggestion.key)).toBe(true);
});

it("looks again when a zone has changed whose time says nothing of it", async () => {
  const suggestion = await suggestionOf("10.1.21.0/24");
  const { answerId, zoneId } = await acceptSuggestion(systemActor, suggestion.key, { ...whole(suggestion), name: "A" });
  const before = await currentSuggestions();
  expect(await currentSuggestions()).toBe(before);
  // As a change leaves it that began before another and ended after it.
  await sql.run("update zone set name = 'B' where id = $1", [zoneId]);
  expect(await currentSuggestions()).not.toBe(before);
  await undoSuggestionAnswer(systemActor, answerId);
});

it("are the same while devices are only seen again, and made anew when another name or address is said of one", async () => {
  const before = await currentSuggestions();
  const [device] = await sql.query<{ id: string; name: string | null; ips: string[] }>(
    "select id, name, ips from device where cardinality(ips) = 1 and cardinality(realm_ids) = 1 order by id limit 1",
  );
  const { id, name, ips } = device as NonNullable<typeof device>;
  await sql.run("update device set last_seen_us = last_seen_us + 1, risk_score = 99 where id = $1", [id]);
  expect(await currentSuggestions()).toBe(before);
  await sql.run("update device set name = 'another' where id = $1", [id]);
  expect((await currentSuggestions()).devices.get(id)?.label).toBe("another");
  await sql.run("update device set name = $2, ips = '{10.99.99.9}' where id = $1", [id, name]);
  expect((await currentSuggestions()).devices.get(id)?.addresses[0]?.ip).toBe("10.99.99.9");
  await sql.run("update device set ips = $2 where id = $1", [id, ips]);
  expect(await currentSuggestions()).toEqual(before);
});

it("refuses what is not part of the suggestion, what is gone, and whoever may not draw zones", async () => {
  const { key, devices } = await suggestionOf("10.1.50.0/24");
  const foreign = { realm: "plant", cidr: "10.0.0.0/8" };
  const accept = (input: Parameters<typeof acceptSuggestion>[2], actor = systemActor) =>
    acceptSuggestion(actor, key, input);
  await expect(accept({ cidrs: [foreign], deviceIds: [] })).rejects.toMatchObject({ code: "bad-request" });
  await expect(accept({ cidrs: [], deviceIds: [] })).rejects.toMatchObject({ code: "bad-request" });
  const other = (await suggestionOf("10.1.40.0/24")).devices[0]?.id as string;
  await expect(accept({ cidrs: [], deviceIds: [other] })).rejects.toMatchObject({ code: "bad-request" });
  const one = { cidrs: [], deviceIds: [devices[0]?.id as string] };
  await expect(accept(one, viewer)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(dismissSuggestion(viewer, key)).rejects.toMatchObject({ code: "not-allowed" });
  const unknown = "00000000-0000-4000-8000-000000000000";
  await expect(acceptSuggestion(systemActor, unknown, one)).rejects.toMatchObject({ code: "not-found" });
  expect(await sql.query("select 1 from zone")).toEqual([]);
});
