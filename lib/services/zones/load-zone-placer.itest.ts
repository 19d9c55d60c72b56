import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { streamPlacedDevices } from "@/lib/db/devices/device-detail";
import { readPlacedChanges } from "@/lib/db/devices/placed-device";
import { listZoneRows } from "@/lib/db/zones/zone";
import type { Zone, ZoneRules } from "@/lib/domain/zone/zone";
import { NO_RULES } from "@/lib/domain/zone/zone";
import { currentAddresses } from "@/lib/rules/policy/current-addresses";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { loadZonePlacer } from "./load-zone-placer";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(60);
  // Addresses one after the other, and cards of two realms, on some of the devices.
  const several = "mod(abs(hashtext(id::text)), 4) = 0";
  const added = (
    at: string,
  ) => `jsonb_set(detail->'interfaces'->0, '{addresses}', (detail->'interfaces'->0->'addresses')
    || jsonb_build_array((detail->'interfaces'->0->'addresses'->0) || '{"ip": "10.1.2.200", "toUs": ${at}}'::jsonb))`;
  await sql.run(
    `update device set detail = jsonb_set(detail, '{interfaces,0}', ${added("9e15")}), ips = ips || '{10.1.2.200}'
      where ${several} and jsonb_array_length(detail->'interfaces'->0->'addresses') > 0`,
  );
});
afterAll(closeDatabase);

/** What the rules of a zone may be, beside none. */
const rules = (): readonly Partial<ZoneRules>[] => {
  const realm = seeded.realmId;
  return [
    { cidrs: [{ realm, cidr: "10.1.1.0/24" }] },
    { cidrs: [{ realm, cidr: "10.1.2.128/25" }] },
    { vlans: [{ realm, vlan: 7 }] },
    { macs: [{ realm, prefix: "00" }] },
    { roles: ["plc"] },
    { queries: ["vendor:siemens"] },
  ];
};

async function expectAsByTheWhole(zones: readonly Zone[]): Promise<Set<string | null>> {
  const { zoneOf, need } = await loadZonePlacer(zones);
  const whole = new Map<string, string | null>();
  for await (const { id, parts } of streamPlacedDevices("whole")) whole.set(id, zoneOf(parts));
  const streamed = new Map<string, string | null>();
  for await (const { id, parts } of streamPlacedDevices(need, 7)) streamed.set(id, zoneOf(parts));
  const followed = new Map<string, string | null>();
  for await (const changes of readPlacedChanges(0, need))
    for (const change of changes) if (!change.isGone) followed.set(change.id, zoneOf(change.parts));
  const byId = (places: Map<string, string | null>) => [...places].sort();
  expect(byId(streamed), need).toEqual(byId(whole));
  expect(byId(followed), need).toEqual(byId(whole));
  return new Set(whole.values());
}

it("places every device by what its zones need of it as by the whole of it", async () => {
  const stored = await listZoneRows();
  const some = fc.array(fc.subarray([0, 1, 2, 3, 4, 5]), { minLength: stored.length, maxLength: stored.length });
  const seen = new Set<string | null>();
  await fc.assert(
    fc.asyncProperty(some, async (chosen) => {
      const zones = stored.map((zone, at): Zone => {
        const own = (chosen[at] ?? []).map((rule) => rules()[rule]);
        return Object.assign({ ...zone, ...NO_RULES }, ...own);
      });
      for (const zone of await expectAsByTheWhole(zones)) seen.add(zone);
    }),
    { numRuns: 25 },
  );
  expect(seen.size).toBeGreaterThan(2);
});

it("does so where somebody put a device into a zone", async () => {
  const stored = await listZoneRows();
  const zones = stored.map((zone) => ({ ...zone, ...NO_RULES }));
  expect((await loadZonePlacer(zones)).need).toBe("address");
  const [device] = await sql.query<{ id: string }>("select id from device order by id limit 1");
  const zoneId = seeded.zoneIds.hall;
  await decideDevices(systemActor, { kind: "zone", deviceIds: [device?.id as string], zoneId, reason: "there" });
  expect((await loadZonePlacer(zones)).need).toBe("parts");
  expect(await expectAsByTheWhole(zones)).toEqual(new Set([zoneId, null]));
});

it("does so where an approved list names a zone, also one that came in later", async () => {
  const zones = (await listZoneRows()).map((zone) => ({ ...zone, ...NO_RULES }));
  const hall = zones.find(({ id }) => id === seeded.zoneIds.hall) as Zone;
  const rows = await sql.query<{ mac: string; id: string }>(
    `select macs[1] as mac, id from device where cardinality(macs) > 0 and detail->'anchor'->>'kind' = 'mac'
      and detail->'anchor'->>'value' = macs[1] order by id limit 2`,
  );
  for (const [at, { mac, id }] of rows.entries()) {
    const [content] = await sql.query<{ id: number }>(
      `insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at)
       values ($1, $2, 'list.csv', 'csv', true, now()) returning id`,
      [seeded.realmId, `list ${at}`],
    );
    await sql.run(
      `insert into approval (content_id, seq, mac, zone, position) values ($1, 0, $2, $3, 2), ($1, 1, $2, null, 3)`,
      [content?.id, mac, at === 0 ? hall.name.toUpperCase() : hall.name],
    );
    const { zoneOf, need } = await loadZonePlacer(zones);
    expect(need).toBe("parts");
    const placed: string[] = [];
    for await (const it of streamPlacedDevices(need)) if (zoneOf(it.parts) === hall.id) placed.push(it.id);
    expect(placed).toContain(id);
  }
  expect(rows).toHaveLength(2);
});

it("has the current addresses of every device, however little of it is read", async () => {
  const read = async (need: "address" | "parts" | "whole") => {
    const found: string[] = [];
    for await (const { id, parts } of streamPlacedDevices(need))
      found.push(`${id} ${currentAddresses(parts, seeded.realmId)}`);
    return found;
  };
  const whole = await read("whole");
  expect(await read("address")).toEqual(whole);
  expect(await read("parts")).toEqual(whole);
});
