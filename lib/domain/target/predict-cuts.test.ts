import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_RULES, UNKNOWN_NATURE } from "../zone/zone";
import { INTERNET, UNZONED } from "../zone/zone-key";
import { OUTCOMES, predictCuts, type Recorded, type Tally } from "./predict-cuts";
import type { RecordedEnd, RecordedFlow } from "./recorded-flow";
import { EMPTY_DESIGN, type TargetConduit, type TargetDesign, type TargetZone } from "./target-design";

const zone = (id: string, cidr: string, purdueLevel: TargetZone["purdueLevel"] = 1): TargetZone => ({
  id,
  name: id.toUpperCase(),
  siteId: "site",
  purdueLevel,
  criticality: 3,
  ...NO_RULES,
  ...UNKNOWN_NATURE,
  cidrs: [{ realm: "plant", cidr }],
  description: "",
  owner: null,
});
const conduit = (fromZoneId: string, toZoneId: string, protocols: readonly string[]): TargetConduit => ({
  id: `${fromZoneId}>${toZoneId}:${protocols.join()}`,
  fromZoneId,
  toZoneId,
  initiator: "from",
  operations: [],
  ports: [],
  protocols,
  reason: "test",
  owner: null,
  reviewOn: null,
  enforcementPoint: null,
});
const design = (changes: Partial<TargetDesign>): TargetDesign => ({
  ...EMPTY_DESIGN,
  zones: [zone("office", "10.0.4.0/24", 4), zone("cell", "10.0.1.0/24")],
  ...changes,
});
const end = (ip: string, deviceId: string | null = null): RecordedEnd => ({ deviceId, ip, mac: null });
const HOUR_US = 3_600_000_000;
const MONDAY_US = Date.UTC(2026, 2, 2) * 1000;
const flow = (from: RecordedEnd, to: RecordedEnd, changes: Partial<RecordedFlow> = {}): RecordedFlow => ({
  realm: "plant",
  initiator: from,
  responder: to,
  transport: "tcp",
  port: 502,
  protocol: "modbus",
  operations: {},
  packets: 10,
  bytes: 1000,
  packetsFromResponder: 5,
  firstSeenUs: MONDAY_US,
  lastSeenUs: MONDAY_US,
  peerName: null,
  ...changes,
});
const run = (target: TargetDesign, flows: readonly RecordedFlow[], changes: Partial<Recorded> = {}) =>
  predictCuts(target, {
    flows,
    placements: new Map(),
    evidenceDays: new Map(),
    timeZoneOf: () => "UTC",
    ...changes,
  });

describe("predictCuts", () => {
  it("cuts what no conduit names, lets through what one does, and leaves zones alone inside", () => {
    const flows = [
      flow(end("10.0.4.5"), end("10.0.1.5")),
      flow(end("10.0.4.5"), end("10.0.1.5"), { protocol: "http", port: 80 }),
      flow(end("10.0.1.5"), end("10.0.1.6")),
      flow(end("10.0.1.5"), end("224.0.0.251"), { protocol: "mdns", transport: "udp" }),
      flow(end("10.0.1.5"), end("198.51.100.200"), { protocol: "tls", port: 443 }),
      flow(end("203.0.113.9"), end("198.51.100.200")),
    ];
    const found = run(design({ conduits: [conduit("office", "cell", ["modbus"])] }), flows);
    expect(found.outcomes).toMatchObject({
      within: { flows: 2 },
      allowed: { flows: 1 },
      cut: { flows: 2 },
      accepted: { flows: 0 },
      undecided: { flows: 1 },
    });
    expect(found.cuts.map(({ key, why }) => [key, why])).toEqual([
      ["cell internet tls", "no-conduit"],
      ["office cell http", "not-named"],
    ]);
    expect([...found.conduits.values()]).toEqual([{ flows: 1, packets: 10, bytes: 1000 }]);
  });

  it("takes the zone in which the target puts a device, wherever its address lies", () => {
    const placements = new Map<string, string | null>([
      ["laptop", "cell"],
      ["stray", null],
    ]);
    const flows = [flow(end("10.0.4.9", "laptop"), end("10.0.1.5")), flow(end("10.0.4.8", "stray"), end("10.0.1.5"))];
    const found = run(design({}), flows, { placements });
    expect(found.outcomes.within.flows).toBe(1);
    expect(found.cuts).toMatchObject([{ from: UNZONED, to: "cell", why: "unzoned" }]);
  });

  it("leaves pairs without a conduit undecided when nothing is denied by default", () => {
    const flows = [flow(end("10.0.4.5"), end("10.0.1.5")), flow(end("10.0.1.5"), end("10.0.4.5"), { protocol: "dns" })];
    expect(run(design({ isDefaultDeny: false }), flows).outcomes.undecided.flows).toBe(2);
    const oneWay = design({ isDefaultDeny: false, conduits: [conduit("office", "cell", ["modbus"])] });
    expect(run(oneWay, flows).outcomes).toMatchObject({ allowed: { flows: 1 }, cut: { flows: 1 } });
  });

  it("keeps an accepted cut apart, and says what came to it since", () => {
    const accepted = { key: "office cell modbus", reason: "old", actor: "anna", at: "2026-03-01T00:00:00Z", pairs: 1 };
    const flows = [flow(end("10.0.4.5"), end("10.0.1.5")), flow(end("10.0.4.6"), end("10.0.1.5"))];
    const found = run(design({ acceptedCuts: [accepted] }), flows);
    expect(found.outcomes).toMatchObject({ accepted: { flows: 2 }, cut: { flows: 0 } });
    expect(found.cuts).toMatchObject([{ accepted, pairsSinceAccepted: 1 }]);
  });

  it("shows the hours and days of the site's clock, and a monthly job as one", () => {
    const days = Array.from({ length: 90 }, (_, index) => MONDAY_US / (24 * HOUR_US) + index);
    const job = [0, 31, 61].map((index) =>
      flow(end("10.0.4.5"), end("10.0.1.5"), {
        firstSeenUs: MONDAY_US + index * 24 * HOUR_US + 23.5 * HOUR_US,
        lastSeenUs: MONDAY_US + index * 24 * HOUR_US + 24.5 * HOUR_US,
      }),
    );
    const evidenceDays = new Map([["plant", new Set(days)]]);
    const [cut] = run(design({}), job, { evidenceDays }).cuts;
    expect(cut).toMatchObject({ recurrence: { kind: "monthly", on: { by: "day", dayOfMonth: 2 }, occurrences: 3 } });
    expect(cut?.evidenceDays).toBe(90);
    expect(cut?.activity.days).toBe(6);
    expect(cut?.activity.monthDays.map((count, at) => (count > 0 ? at + 1 : 0)).filter(Boolean)).toEqual([2, 3]);
    const [shifted] = run(design({}), job.slice(0, 1), { timeZoneOf: () => "Europe/Berlin" }).cuts;
    // 23:30 UTC on Monday is half past midnight on Tuesday in Berlin.
    expect(shifted?.activity.hours.findIndex((count) => count > 0)).toBe(24);
  });

  it("knows only the first and the last hour of a flow that spans weeks in its source", () => {
    const long = flow(end("10.0.4.5"), end("10.0.1.5"), { lastSeenUs: MONDAY_US + 14 * 24 * HOUR_US });
    const [cut] = run(design({}), [long]).cuts;
    expect(cut?.activity).toMatchObject({ days: 2, longFlows: 1 });
  });

  it("puts every flow into exactly one outcome, whatever the order, and equals a check by hand", () => {
    const address = fc.constantFrom("10.0.4.5", "10.0.4.6", "10.0.1.5", "10.0.9.9", "8.8.8.8", "224.0.0.5");
    const protocol = fc.constantFrom("modbus", "http", "dns", "arp");
    const key = fc.constantFrom("office", "cell", INTERNET);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(address, address, protocol, fc.nat(1000)), { maxLength: 40 }),
        fc.array(fc.tuple(key, key, fc.subarray(["modbus", "http", "dns"])), { maxLength: 5 }),
        fc.boolean(),
        (rows, allowed, isDefaultDeny) => {
          const conduits = allowed.map(([a, b, names], at) => ({ ...conduit(a, b, names), id: String(at) }));
          const target = design({ conduits, isDefaultDeny });
          const flows = rows.map(([a, b, name, packets]) =>
            flow(end(a), end(b), { protocol: name, packets, bytes: packets * 64 }),
          );
          const found = run(target, flows);
          const total = OUTCOMES.map((outcome) => found.outcomes[outcome]).reduce(add, NOTHING);
          expect(total).toEqual(found.all);
          expect(found.all).toEqual(flows.map(tallyOf).reduce(add, NOTHING));
          expect(found.cuts.map((cut) => cut.tally).reduce(add, NOTHING)).toEqual(
            add(found.outcomes.cut, found.outcomes.accepted),
          );
          const zoneOf = (ip: string) =>
            ip.startsWith("10.0.4.")
              ? "office"
              : ip.startsWith("10.0.1.")
                ? "cell"
                : ip === "8.8.8.8"
                  ? INTERNET
                  : UNZONED;
          const isCut = ([a, b, name]: (typeof rows)[number]) => {
            const [from, to] = [zoneOf(a), b === "224.0.0.5" ? zoneOf(a) : zoneOf(b)];
            const outside = [UNZONED, INTERNET];
            if (from === to || name === "arp" || (outside.includes(from) && outside.includes(to))) return false;
            if (allowed.some(([x, y, names]) => x === from && y === to && (names.length === 0 || names.includes(name))))
              return false;
            const decided = allowed.some(([x, y]) => (x === from && y === to) || (x === to && y === from));
            return isDefaultDeny || decided;
          };
          expect(found.outcomes.cut.flows).toBe(rows.filter(isCut).length);
          expect(run(target, [...flows].reverse())).toEqual(found);
        },
      ),
    );
  });
});

const NOTHING: Tally = { flows: 0, packets: 0, bytes: 0 };
const tallyOf = ({ packets, bytes }: RecordedFlow): Tally => ({ flows: 1, packets, bytes });
const add = (a: Tally, b: Tally): Tally => ({
  flows: a.flows + b.flows,
  packets: a.packets + b.packets,
  bytes: a.bytes + b.bytes,
});
