import { describe, expect, it } from "vitest";
import { binding, decision, file, minute, sighting } from "@/lib/testing/builders";
import type { Decision } from "../../device/decision";
import { resolve } from "../resolve";

const REALM = "plant";
const IP = "10.0.0.9";
const [FIRST, SECOND] = ["00:1b:1b:00:00:01", "00:14:22:00:00:02"];
const YEAR = 525_600;

/** A scanner that sees addresses alone met the device on the first day. */
const scanned = file("scan", [sighting(null, IP, { at: 10, method: "active", sent: 1, ttl: null })]);
const holds = (mac: string, at: number) => [
  binding(mac, IP, "arp", { at, until: at + 60 }),
  sighting(mac, IP, { at, until: at + 60 }),
];
const anchor = { kind: "ip", realm: REALM, value: IP } as const;
const sanction = (seenAt: number | null): Decision => ({
  ...decision({ kind: "state", anchor, state: "sanctioned", expiresAtUs: null }, { at: YEAR }),
  anchorSeenUs: seenAt === null ? null : minute(seenAt),
});
const statesOf = (decisions: readonly Decision[]) =>
  new Map(
    resolve([...scanned, ...file("later", [...holds(FIRST, 0), ...holds(SECOND, 20_000)])], decisions, {
      nowUs: minute(2 * YEAR),
      macVendor: () => null,
    }).devices.map((device) => [device.interfaces[0]?.mac, device.state]),
  );

describe("a decision on an address", () => {
  it("means whoever had it when it was seen, although somebody else has it on the day of the decision", () => {
    expect(statesOf([sanction(10)])).toEqual(
      new Map([
        [FIRST, "sanctioned"],
        [SECOND, "unsanctioned"],
      ]),
    );
  });

  it("means whoever had it at the decision where nobody knows when it was seen", () => {
    expect(statesOf([sanction(null)]).get(SECOND)).toBe("sanctioned");
  });

  it("joins whoever had the addresses when they were seen", () => {
    const other = { kind: "mac", realm: REALM, value: "00:a0:45:00:00:03" } as const;
    const merge: Decision = {
      ...decision({ kind: "merge", anchor: other, other: anchor }, { at: YEAR }),
      otherSeenUs: minute(10),
    } as Decision;
    const { devices } = resolve(
      [...scanned, ...file("later", [...holds(FIRST, 0), ...holds(SECOND, 20_000), sighting(other.value, null)])],
      [merge],
      { nowUs: minute(2 * YEAR), macVendor: () => null },
    );
    const macs = devices.map(({ interfaces }) => interfaces.map(({ mac }) => mac).sort());
    expect(macs).toContainEqual([FIRST, other.value].sort());
    expect(macs).toContainEqual([SECOND]);
  });
});
