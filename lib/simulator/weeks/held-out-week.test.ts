import { describe, expect, it } from "vitest";
import { flowLinker } from "@/lib/domain/flow/link-flows";
import { resolve } from "@/lib/domain/identity/resolve";
import type { Evidence } from "@/lib/domain/observation";
import { calendarOf, isoDay } from "@/lib/domain/site-calendar";
import { expectedWithin } from "@/lib/domain/target/find-recurrence";
import { predictCuts } from "@/lib/domain/target/predict-cuts";
import type { RecordedFlow } from "@/lib/domain/target/recorded-flow";
import {
  EMPTY_DESIGN,
  type TargetConduit,
  type TargetDesign,
  type TargetZone,
} from "@/lib/domain/target/target-design";
import { zonePlacer } from "@/lib/domain/zone/place-device";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { readSource } from "@/lib/ingest/read-source";
import { SEGMENTS, ZONES } from "../plant";
import type { Habit } from "./habits";
import { type SimulatedWeeks, simulateWeeks } from "./simulate-weeks";

/** The policy of this test, once: from zone, to zone, port. The firewall and the target are both made of it. */
const ALLOWED = [
  ["Operations", "Water treatment", 502],
  ["Supervision", "Operations", 123],
  ["Enterprise", "DMZ", 80],
  ["Operations", "DMZ", 443],
  ["DMZ", INTERNET, 443],
] as const;
const PROTOCOLS: Readonly<Record<number, string>> = { 502: "modbus", 123: "ntp", 80: "http", 443: "tls" };
const DAY_MS = 86_400_000;

/** A firewall by addresses alone: it knows nothing of devices, flows or the product. */
function isBlocked({ client, server, port }: Habit): boolean {
  const zoneOf = (ip: string) =>
    ZONES.find(({ segments }) => segments.some((name) => ip.startsWith(`${SEGMENTS[name].prefix}.`)))?.name ?? INTERNET;
  const [from, to] = [zoneOf(client.ip), zoneOf(server.ip)];
  return from !== to && !ALLOWED.some(([a, b, allowed]) => a === from && b === to && allowed === port);
}

const DESIGN: TargetDesign = {
  ...EMPTY_DESIGN,
  zones: ZONES.map(
    ({ name, purdueLevel, criticality, description, segments }): TargetZone => ({
      ...{ id: name, name, siteId: "site", purdueLevel, criticality, description, owner: null },
      ...NO_RULES,
      ...UNKNOWN_NATURE,
      cidrs: segments.map((it) => ({ realm: SEGMENTS[it].realm, cidr: `${SEGMENTS[it].prefix}.0/24` })),
    }),
  ),
  conduits: ALLOWED.map(
    ([fromZoneId, toZoneId, port]): TargetConduit => ({
      ...{ id: `${fromZoneId}>${toZoneId}`, fromZoneId, toZoneId, protocols: [PROTOCOLS[port] as string] },
      ...{ reason: "needed", owner: "anna", reviewOn: null, enforcementPoint: null },
      ...{ initiator: "from", operations: [], ports: [] },
    }),
  ),
};

async function predict({ files }: SimulatedWeeks) {
  const evidence: Evidence[] = [];
  const flows: RecordedFlow[] = [];
  const days = new Set<number>();
  const calendar = calendarOf("UTC");
  const read = await Promise.all(
    files.map(async ({ bytes, realm, path }) => {
      async function* chunks() {
        yield bytes;
      }
      const { result, fileSha256 } = await readSource(chunks(), { fileName: path });
      return { result, origin: { realm, fileSha256, fileName: path, format: result.format } };
    }),
  );
  for (const { result, origin } of read) {
    for (const observation of result.observations) evidence.push({ observation, origin });
  }
  const inventory = resolve(evidence, [], { nowUs: 0, macVendor: () => null });
  const { deviceAt } = flowLinker(inventory);
  const place = zonePlacer(DESIGN.zones, [], []);
  for (const { result, origin } of read) {
    for (const flow of result.flows) {
      const end = (it: typeof flow.initiator) => ({ ...it, deviceId: deviceAt(origin.realm, it, flow.firstSeenUs) });
      flows.push({ ...flow, realm: origin.realm, initiator: end(flow.initiator), responder: end(flow.responder) });
      for (const at of [flow.firstSeenUs, flow.lastSeenUs]) if (at !== null) days.add(calendar(at).day);
    }
  }
  return predictCuts(DESIGN, {
    flows,
    placements: new Map(inventory.devices.map((device) => [device.id, place(device).zoneId])),
    evidenceDays: new Map([["plant", days]]),
    timeZoneOf: () => "UTC",
  });
}

const wordOf = ({ client, server, port }: Habit) => `${client.ip} ${server.ip} ${port}`;

/** Evidence of so many weeks, then a week with the firewall in place: what was said, and what came. */
async function tryOn(seed: number, heldOutMonday: string, weeks: number) {
  const mondayMs = Date.parse(`${heldOutMonday}T00:00:00Z`);
  const before = simulateWeeks({ seed, firstDayMs: mondayMs - weeks * 7 * DAY_MS, days: weeks * 7 });
  const heldOut = simulateWeeks({ seed, firstDayMs: mondayMs, days: 7, isBlocked });
  const whatIf = await predict(before);
  const firstDay = mondayMs / DAY_MS;
  const pairs = whatIf.cuts.flatMap((cut) => cut.pairs.map((pair) => ({ cut, pair })));
  const predicted = pairs
    .filter(({ pair }) => expectedWithin(pair.recurrence, firstDay, firstDay + 6) === "expected")
    .map(({ cut, pair }) => `${pair.initiator.ip} ${pair.responder.ip} ${cut.ports[0]?.split("/")[1]}`);
  const actual = new Set(heldOut.sessions.filter((it) => it.isBlocked).map(({ habit }) => wordOf(habit)));
  return { whatIf, pairs, predicted: [...new Set(predicted)].sort(), actual: [...actual].sort(), before, heldOut };
}

describe("a held-out week", () => {
  it.each([
    ["without a monthly job", 3, "2026-11-16", 10, []],
    ["with the job of the first of the month", 7, "2026-11-30", 10, ["month-end"]],
    ["with the job of the second Wednesday", 11, "2026-11-09", 11, ["calibration"]],
    ["with the job of the second Wednesday, over the turn of the year", 19, "2027-01-11", 10, ["calibration"]],
  ] as const)("%s: what is predicted to be cut is what is cut", async (_, seed, monday, weeks, monthly) => {
    const { predicted, actual, heldOut } = await tryOn(seed, monday, weeks);
    expect(predicted).toEqual(actual);
    const jobs = heldOut.sessions.filter(({ habit }) => habit.rhythm.every === "month" && isBlocked(habit));
    expect([...new Set(jobs.map(({ habit }) => habit.name))]).toEqual(monthly);
  });

  it("flags the monthly jobs, each with its next day, though others talk between the same zones every day", async () => {
    const { whatIf, pairs } = await tryOn(7, "2026-11-30", 10);
    const monthly = pairs.filter(({ pair }) => pair.recurrence.kind === "monthly");
    const said = monthly.map(({ cut, pair: { initiator, recurrence } }) => [
      `${cut.from} ${cut.to} ${cut.protocol} ${initiator.ip}`,
      recurrence.kind === "monthly" ? isoDay(recurrence.nextDay) : null,
    ]);
    expect(said).toEqual(
      [
        [`Enterprise Operations http ${named("FILE-1")}`, "2026-12-01"],
        [`Operations Water treatment ssh ${named("EWS-1")}`, "2026-12-09"],
      ].sort(),
    );
    const reports = whatIf.cuts.find((cut) => cut.key === "Enterprise Operations http");
    expect(reports).toMatchObject({ recurrence: { kind: "weekly" }, rarePairCount: 1, pairCount: 3 });
  });

  it("accounts for every recorded flow", async () => {
    const { whatIf } = await tryOn(5, "2026-11-16", 5);
    const sum = Object.values(whatIf.outcomes).reduce((total, it) => total + it.flows, 0);
    expect(sum).toBe(whatIf.all.flows);
    expect(whatIf.outcomes.allowed.flows).toBeGreaterThan(0);
    expect([...whatIf.conduits.values()].every((it) => it.flows > 0)).toBe(true);
  });
});

function named(name: string): string {
  const { devices } = simulateWeeks({ seed: 7, firstDayMs: 0, days: 0 });
  return devices.find((it) => it.name === name)?.ip as string;
}
