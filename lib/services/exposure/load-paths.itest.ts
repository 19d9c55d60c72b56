/** What is kept of paths is what would come out anew, whatever changes; and it is kept where no path says what changed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { seededRandom } from "@/lib/domain/random";
import { closeQueue } from "@/lib/jobs/enqueue";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { loadPaths } from "./load-paths";

beforeAll(async () => {
  const { importIds } = await loadSamplePlant(systemActor);
  for (const id of importIds) await runImport(id);
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const ANY_DEVICE = "(select id from device order by md5(id::text || $1) limit 1)";
const GATEWAY = "(select id from device where name = 'cell-gw')";
/** Each changes a device or conversation that the number draws. */
const CHANGES = [
  `update device set owner = $1, last_seen_us = last_seen_us + 1 where id = ${ANY_DEVICE}`,
  `update device set name = 'renamed ' || $1 where id = ${ANY_DEVICE}`,
  `update device set tags = array[$1] where id = ${ANY_DEVICE}`,
  `update device set zone_id = (select id from zone order by md5(id::text || $1) limit 1) where id = ${ANY_DEVICE}`,
  `update device set role = 'role ' || $1, model = $1 where id = ${ANY_DEVICE}`,
  `update device set state = 'sanctioned', state_reason = $1 where id = ${GATEWAY}`,
  `update device set state = 'unsanctioned', state_reason = $1 where id = ${GATEWAY}`,
  `update device set macs = macs || (select macs from device where id = ${GATEWAY}) where id = ${ANY_DEVICE}`,
  "update conversation set bytes = bytes + 1, peer_name = coalesce(peer_name, 'peer-' || $1) where id = (select id from conversation order by md5(id::text || $1) limit 1)",
  "delete from conversation where id = (select id from conversation order by md5(id::text || $1) limit 1)",
  "insert into zone_cidr (zone_id, realm_id, cidr) select z.id, r.id, '198.51.100.0/24' from zone z, realm r where $1 <> '' order by md5(z.id::text || $1) limit 1 on conflict do nothing",
];

async function contentOf({ paths, omitted, sessions, questions, names }: Awaited<ReturnType<typeof loadPaths>>) {
  return { paths, omitted, names, sessions: await sessions(), questions: await questions() };
}

it("are as they would be worked out anew, after each of many changes", async () => {
  const random = seededRandom(4);
  let last = await loadPaths();
  expect(last.paths.length).toBeGreaterThan(5);
  expect((await contentOf(last)).sessions.length).toBeGreaterThan(0);
  const outcomes = { kept: 0, anew: 0 };
  for (let round = 0; round < 60; round++) {
    const change = CHANGES[Math.floor(random() * CHANGES.length)] as string;
    await sql.run(change, [`${round}`]);
    const now = await loadPaths();
    outcomes[now === last ? "kept" : "anew"]++;
    // A statement that writes conversations, though none of them, has all worked out anew.
    await sql.run("update conversation set bytes = bytes where false");
    const anew = await loadPaths();
    expect(anew).not.toBe(now);
    expect(await contentOf(now), change).toEqual(await contentOf(anew));
    last = anew;
  }
  expect(Math.min(outcomes.kept, outcomes.anew)).toBeGreaterThan(5);
});

it("are kept while a device changes in what no path says of it, and not when one is no more", async () => {
  const first = await loadPaths();
  expect(await loadPaths()).toBe(first);
  const [end] = first.paths.flatMap(({ device }) => device.deviceId ?? []);
  await sql.run("update device set owner = 'Facilities', last_seen_us = last_seen_us + 1 where id = $1", [end]);
  expect(await loadPaths()).toBe(first);
  await sql.run("delete from device where id = $1", [end]);
  expect(await loadPaths()).not.toBe(first);
});
