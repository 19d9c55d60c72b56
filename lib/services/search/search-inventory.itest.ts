import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { deviceIndex } from "../devices/device-index";
import { searchInventory } from "./search-inventory";

const find = async (q: string) => (await searchInventory(systemActor, q)).items;

beforeAll(() => seedInventory(60));
afterAll(closeDatabase);

it("finds the same in memory as in PostgreSQL, in the same order, also by an address that is typed in full", async () => {
  const [device] = await sql.query<{ ip: string; mac: string; name: string }>(
    "select ips[1] as ip, macs[1] as mac, name from device where cardinality(macs) > 0 and name is not null order by risk_score, id limit 1",
  );
  // Least at risk, so that only what was typed can bring it to the front.
  const { ip, mac, name } = device as NonNullable<typeof device>;
  const queries = [
    "device",
    "1",
    name,
    name.slice(0, 4),
    ip,
    mac,
    `${name} ${ip}`,
    "Siemens plc",
    "10.1",
    "%_",
    ...HOSTILE_NAMES,
  ];
  const stored = new Map<string, Awaited<ReturnType<typeof find>>>();
  for (const q of queries) stored.set(q, await find(q));
  await deviceIndex().load();
  expect(deviceIndex().isReady()).toBe(true);
  for (const q of queries) expect(await find(q)).toEqual(stored.get(q));
  expect((await find("1")).length).toBeGreaterThanOrEqual(12);
  expect((await find(ip))[0]?.title).toBe(name);
});
