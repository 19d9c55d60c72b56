import { describe, expect, it } from "vitest";
import { foldObservations, observationKey } from "@/lib/ingest/live/fold-observations";
import type { Evidence, Observation } from "../../observation";
import { floodsIn } from "./confirm";
import { floodBounds, growFloodBounds } from "./flood-bounds";

const origin = { realm: "r", fileSha256: "aa", fileName: "a", format: "sensor" };
const seen = { method: "passive" as const, position: 1, firstSeenUs: 1, lastSeenUs: 2, count: 1 };
const subject = (mac: string | null, ip: string | null) => ({ mac, ip, child: null });
const hex = (n: number) => n.toString(16).padStart(2, "0");
const sighting = { ...seen, kind: "sighting" as const, vlan: null, received: 1, ttlMin: 64, ttlMax: 64 };

const made = (n: number): Observation => ({
  ...sighting,
  subject: subject(`02:00:00:00:${hex(n >> 8)}:${hex(n & 255)}`, null),
  protocol: "ethernet",
  sent: 1,
  conversed: true,
});
const announcer = (n: number): Observation => ({
  ...seen,
  kind: "identity",
  subject: subject(`00:1b:1b:00:${hex(n >> 8)}:${hex(n & 255)}`, null),
  protocol: "lldp",
  field: "name",
  value: `switch ${n}`,
  inferred: false,
});
const answered =
  (mac: string | null) =>
  (n: number): Observation => ({
    ...sighting,
    subject: subject(mac, `10.0.0.${n % 255}`),
    protocol: "ip",
    sent: 1,
    conversed: true,
  });
const asked = (n: number): Observation => ({
  ...seen,
  kind: "service",
  subject: subject("00:1b:1b:00:00:01", `10.0.0.${n % 255}`),
  protocol: "tcp",
  transport: "tcp",
  port: 80,
  service: "http",
  evidence: "handshake",
  product: null,
  version: null,
  flags: [],
});
/** What shows that the address is a host after all. */
const talked = (it: Observation): Observation[] =>
  it.kind === "sighting" || it.kind === "service"
    ? [{ ...sighting, subject: it.subject, protocol: "ip", sent: 9, conversed: true, lastSeenUs: 90_000_000, count: 9 }]
    : [];

/** Lets rows come to the evidence of a day; gives what is new, and what it took the place of. */
class Day {
  readonly #rows = new Map<string, Observation[]>();
  add(more: readonly Observation[]): { came: Evidence[]; gone: Evidence[] } {
    const [came, gone]: [Evidence[], Evidence[]] = [[], []];
    for (const it of more) {
      const key = observationKey(it);
      const known = this.#rows.get(key) ?? [];
      const now = foldObservations(known, [it]);
      this.#rows.set(key, now);
      gone.push(...known.map((observation) => ({ observation, origin })));
      came.push(...now.map((observation) => ({ observation, origin })));
    }
    return { came, gone };
  }
  evidence = (): Evidence[] => [...this.#rows.values()].flat().map((observation) => ({ observation, origin }));
}

describe("bounds of crowds in evidence that grows", () => {
  it.each([
    ["made-up cards", made, 600],
    ["announcers", announcer, 600],
    ["networks answered for, as a log tells", answered(null), 254],
    ["networks of which one card took every connection", asked, 254],
    ["hosts that answer from one card", answered("00:1b:1b:00:00:01"), 254],
  ] as const)("never miss a flood of %s, and mostly need no counting", (_, rowOf, count) => {
    const day = new Day();
    let bounds = floodBounds([]);
    let counted = 0;
    let isFlood = false;
    for (let from = 0; from < count; from += 5) {
      const rows = Array.from({ length: 5 }, (_, at) => rowOf(from + at));
      // Half of the first addresses are heard again, and prove to be hosts.
      const again = from > 50 && from < 150 ? talked(rowOf(from - 50)) : [];
      const { came, gone } = day.add([...rows, ...again, ...(from > 0 ? [rowOf(from - 1)] : [])]);
      const grown = isFlood ? null : growFloodBounds(bounds, came, gone);
      const floods = floodsIn(day.evidence());
      if (grown) expect([...floods]).toEqual([]);
      else counted++;
      bounds = grown ?? floodBounds(day.evidence());
      isFlood = floods.size > 0;
      if (isFlood) break;
    }
    expect(isFlood).toBe(true);
    expect(counted).toBeLessThan(30);
  });

  it("stay where devices that are known go on talking", () => {
    const day = new Day();
    const all = Array.from({ length: 300 }, (_, n) => n);
    day.add(all.flatMap((n) => [announcer(n), ...talked(made(n))]));
    const bounds = floodBounds(day.evidence());
    const { came, gone } = day.add(all.flatMap((n) => [announcer(n), ...talked(made(n))]));
    expect(growFloodBounds(bounds, came, gone)).toEqual(bounds);
  });
});
