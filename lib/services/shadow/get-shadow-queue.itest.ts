import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { findLargestPeers } from "@/lib/db/shadow/shadow-query";
import { readShadowDesk } from "@/lib/testing/read-shadow-desk";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { deviceIndex } from "../devices/device-index";

beforeAll(() => seedInventory(60));
afterAll(closeDatabase);

it("names the largest conversations of each device, whoever began them", async () => {
  const ids = (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id);
  const sizes = await sql.query<{ id: string; protocols: string[] }>(
    `select id, array_agg(protocol order by bytes desc, conversation) as protocols from (
       select initiator_device_id as id, protocol, bytes, id as conversation from conversation
        where responder_device_id is distinct from initiator_device_id
          and not (responder_device_id is null and coalesce(responder_ip ~ '^(22[4-9]|23[0-9])[.]|^255[.]255[.]255[.]255$|^ff'
            or responder_ip is null and responder_mac ~ '^.[13579bdf]', false))
       union all
       select responder_device_id, protocol, bytes, id from conversation
        where responder_device_id is distinct from initiator_device_id) ends
      where id is not null group by id`,
  );
  const peers = await findLargestPeers(ids, 2);
  expect(sizes.some(({ protocols }) => protocols.length > 2)).toBe(true);
  for (const { id, protocols } of sizes) {
    const mine = peers.filter(({ deviceId }) => deviceId === id);
    expect(mine.map(({ protocol }) => protocol)).toEqual(protocols.slice(0, 2));
  }
});

it("is the same from memory as from PostgreSQL", async () => {
  const stored = await readShadowDesk();
  await deviceIndex().load();
  expect(deviceIndex().isReady()).toBe(true);
  // What was worked out before holds until something changes.
  await sql.run("update device set state = state where id = (select min(id::text)::uuid from device)");
  const kept = await readShadowDesk();
  expect(kept.waiting).toBeGreaterThan(0);
  expect(kept).toEqual(stored);
});

it("says the facts of a device anew after it changed", async () => {
  const deviceOf = async (id?: string) => {
    const devices = (await readShadowDesk()).groups.flatMap((group) => group.devices);
    return devices.find((it) => (id ? it.id === id : it.decidingFacts.length > 1));
  };
  const device = await deviceOf();
  expect(device).toBeDefined();
  await sql.run(
    `update device set detail = detail || '{"fields": {}, "services": []}', risk = jsonb_set(risk, '{waterfall}', '[]')
      where id = $1`,
    [device?.id],
  );
  expect((await deviceOf(device?.id))?.decidingFacts).toEqual([]);
});

it("says the name of a zone and the peers of its devices anew after they changed", async () => {
  const devicesNow = async () => (await readShadowDesk()).groups.flatMap((group) => group.devices);
  const [zone] = await sql.query<{ id: string }>(
    `insert into zone (id, site_id, name, purdue_level, criticality)
     select gen_random_uuid(), id, 'First name', 1, 3 from site limit 1 returning id`,
  );
  await sql.run("update device set zone_id = $1 where state = 'unsanctioned'", [zone?.id]);
  const zonesNow = async () => new Set((await devicesNow()).map(({ zone: it }) => `${it?.name} ${it?.purdueLevel}`));
  expect(await zonesNow()).toEqual(new Set(["First name 1"]));
  await sql.run("update zone set name = 'Renamed', purdue_level = 5 where id = $1", [zone?.id]);
  expect(await zonesNow()).toEqual(new Set(["Renamed 5"]));

  const peersNow = async () => (await devicesNow()).flatMap((it) => it.talksTo.map(({ name }) => name));
  const devices = await sql.query<{ name: string }>("select name from device where name is not null");
  const peer = (await peersNow()).find((name) => devices.some((it) => it.name === name));
  expect(peer).toBeDefined();
  await sql.run("update device set name = 'Peer with a new name' where name = $1", [peer]);
  expect(await peersNow()).toContain("Peer with a new name");
});
