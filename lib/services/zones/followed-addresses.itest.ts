import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { followedAddresses } from "./followed-addresses";

let id = "";
const change = (what: string) => sql.run(`update device set ${what} where id = $1`, [id]);

beforeAll(async () => {
  await seedInventory(20);
  [{ id = "" } = {}] = await sql.query<{ id: string }>(
    "select id from device where cardinality(ips) = 1 and cardinality(realm_ids) = 1 and zone_id is not null order by id limit 1",
  );
  await followedAddresses.saidState();
  await vi.waitUntil(() => followedAddresses.isReady());
});
afterAll(closeDatabase);

it("says the same while a device is only seen and judged again, and another when it is said to be another", async () => {
  let state = await followedAddresses.saidState();
  await change("last_seen_us = last_seen_us + 1, risk_score = 1, is_exposed = not is_exposed");
  expect(await followedAddresses.saidState()).toBe(state);
  const others = [
    "name = 'another'",
    "role = 'another-role'",
    "ips = '{10.99.9.9}'",
    "zone_id = null",
    "state = 'retired'",
  ];
  for (const what of others) {
    await change(what);
    const next = await followedAddresses.saidState();
    expect(next, what).not.toBe(state);
    state = next;
  }
  await sql.run("delete from device where id = $1", [id]);
  expect(await followedAddresses.saidState()).not.toBe(state);
});

it("counts each change at an address that several claim, and of others only where they stand", async () => {
  const [device] = await sql.query<{ id: string; realm: string; ip: string }>(
    `select id, realm_ids[1] as realm, ips[1] as ip from device
      where cardinality(ips) = 1 and cardinality(realm_ids) = 1 and zone_id is not null order by id limit 1`,
  );
  const { realm, ip } = device as NonNullable<typeof device>;
  id = device?.id ?? "";
  const standing = async () => (await followedAddresses.current()).standing;
  followedAddresses.watch(realm, new Set());
  const before = await standing();
  await change("name = 'renamed', last_seen_us = last_seen_us + 1");
  expect(await standing()).toBe(before);
  followedAddresses.watch(realm, new Set([ip]));
  await change("last_seen_us = last_seen_us + 1");
  const contested = await standing();
  expect(contested).toBeGreaterThan(before);
  followedAddresses.watch(realm, new Set());
  await change("zone_id = null");
  expect(await standing()).toBeGreaterThan(contested);
});
