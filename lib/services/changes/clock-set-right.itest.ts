import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { putSetting } from "@/lib/db/setting";
import { ageTimeMs } from "@/lib/domain/setting/age-clock";
import { simulate } from "@/lib/simulator/simulate";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { listDevicesAsOf } from "../devices/list-devices-as-of";
import { listFlows } from "../flows/list-flows";
import { timeOfAges } from "../settings/time-of-ages";

beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate setting, device_version_sum");
});
afterAll(closeDatabase);

const captures = simulate()
  .files.filter(({ path }) => path.endsWith(".pcap"))
  .map(({ path, bytes }) => ({ name: path, bytes }));
const [first, second] = captures.length > 1 ? [captures.slice(0, 1), captures.slice(1)] : [captures, captures];
const reason = "seen on the walk";
const YEARS = "interval '10 years'";
const YEARS_MS = 10 * 365 * 86_400_000;

const now = async () => (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at as Date;
const shown = async (at: Date) => {
  const page = await listDevicesAsOf(systemActor, deviceQuery.parse({ limit: "200" }), at.toISOString());
  return { ids: page.items.map(({ id }) => id).sort(), total: page.totalAll };
};
const current = async () => (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id);

/** What was written since then has the time of a clock that was ten years ahead. */
async function wasAheadSince(at: Date): Promise<void> {
  for (const [table, column] of [
    ["device_version", "from_at"],
    ["device_version", "until_at"],
    ["source_content", "known_at"],
    ["decision", "at"],
  ] as const)
    await sql.run(`update ${table} set ${column} = ${column} + ${YEARS} where ${column} > $1`, [at]);
  const clock = { seenMs: Date.now() + YEARS_MS, leap: { fromMs: at.getTime(), toMs: at.getTime() + YEARS_MS } };
  expect(ageTimeMs(clock)).toBeLessThan(Date.now() + 60_000);
  await putSetting(sql, "age-clock", clock, "Sightglass");
}

it("what was learned while the clock was ahead is the present when it is set right, once each, and the past before it stays", async () => {
  await takeIn(first);
  const before = await now();
  const then = await shown(before);
  expect(then.ids).toEqual(await current());
  await takeIn(second);
  const flows = (await listFlows(systemActor, flowQuery.parse({}))).total;
  await wasAheadSince(before);

  await timeOfAges(new Date());
  expect(await shown(before)).toEqual(then);
  const deviceIds = (await current()).slice(0, 3);
  await decideDevices(systemActor, { kind: "state", deviceIds, state: "sanctioned", reason, expiresAt: null });
  const later = await now();
  expect(await shown(later)).toEqual({ ids: await current(), total: (await current()).length });
  expect((await listFlows(systemActor, { ...flowQuery.parse({}), asOf: later.toISOString() })).total).toBe(flows);
  expect(await sql.query("select 1 from device_version where greatest(from_at, until_at) > now()")).toEqual([]);
  const audit = await sql.query<{ action: string }>("select action from audit_entry where action like 'clock.%'");
  expect(audit).toEqual([{ action: "clock.set-right" }]);
  await expectWhole();
});

it("a decision holds that was made behind one of a clock that was ahead", async () => {
  await takeIn(first);
  const before = await now();
  const deviceIds = (await current()).slice(0, 1);
  const decide = (state: "sanctioned" | "unsanctioned") =>
    decideDevices(systemActor, { kind: "state", deviceIds, state, reason, expiresAt: null });
  await decide("unsanctioned");
  await wasAheadSince(before);
  await decide("sanctioned");
  expect(await sql.query("select state from device where id = $1", deviceIds)).toEqual([{ state: "sanctioned" }]);
  await expectWhole();
});
