import { describe, expect, it } from "vitest";
import { type AccessGrant, isWithin } from "./access-grant";
import { type AccessSession, matchSession } from "./match-session";

const us = (iso: string) => Date.parse(iso) * 1000;
const grant = (options: Partial<AccessGrant> = {}): AccessGrant => ({
  id: "g1",
  supplier: "Dosing Ltd",
  tool: "TeamViewer",
  deviceIds: ["ews"],
  zoneIds: [],
  origins: [],
  validFromUs: us("2026-03-01T00:00:00Z"),
  validUntilUs: us("2026-04-01T00:00:00Z"),
  hours: null,
  state: "approved",
  revokedAtUs: null,
  ...options,
});
const session = (options: Partial<AccessSession> = {}): AccessSession => ({
  tool: "TeamViewer",
  deviceId: "ews",
  zone: "ops",
  peerIp: "198.51.100.12",
  peerName: "router7.teamviewer.com",
  // A Monday.
  firstUs: us("2026-03-02T09:00:00Z"),
  lastUs: us("2026-03-02T09:40:00Z"),
  ...options,
});
const OFFICE = { days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 17 * 60 };
const verdict = (it: AccessSession, ...grants: AccessGrant[]) => matchSession(it, grants).verdict;

describe("matchSession", () => {
  it("finds a session granted by device or by zone", () => {
    expect(matchSession(session(), [grant()])).toEqual({ verdict: "granted", grantId: "g1" });
    expect(verdict(session(), grant({ deviceIds: [], zoneIds: ["ops"] }))).toBe("granted");
  });

  it("finds it unapproved where nobody was granted anything, or not yet approved", () => {
    expect(matchSession(session(), [])).toEqual({ verdict: "unapproved", grantId: null });
    expect(verdict(session(), grant({ state: "requested" }), grant({ state: "refused" }))).toBe("unapproved");
    expect(verdict(session({ deviceId: "plc", zone: "cell" }), grant())).toBe("unapproved");
  });

  it("finds an unknown tool where another was granted", () => {
    expect(matchSession(session({ tool: "AnyDesk" }), [grant()])).toEqual({ verdict: "unknown-tool", grantId: "g1" });
  });

  it("finds it expired after the end or the revocation, and too early before the begin", () => {
    const late = session({ firstUs: us("2026-04-01T00:00:00Z"), lastUs: us("2026-04-01T00:10:00Z") });
    expect(verdict(late, grant())).toBe("expired");
    const revoked = grant({ state: "revoked", revokedAtUs: us("2026-03-02T09:30:00Z") });
    expect(verdict(session(), revoked)).toBe("expired");
    expect(verdict(session({ lastUs: us("2026-03-02T09:10:00Z") }), revoked)).toBe("granted");
    expect(verdict(session({ firstUs: us("2026-02-28T23:59:00Z") }), grant())).toBe("not-yet");
  });

  it("finds it out of hours when it began before or ended after them", () => {
    expect(verdict(session(), grant({ hours: OFFICE }))).toBe("granted");
    expect(verdict(session({ lastUs: us("2026-03-02T17:00:00Z") }), grant({ hours: OFFICE }))).toBe("out-of-hours");
    const night = session({ firstUs: us("2026-03-07T10:00:00Z"), lastUs: us("2026-03-07T10:10:00Z") });
    expect(verdict(night, grant({ hours: OFFICE }))).toBe("out-of-hours");
  });

  it("finds it coming from elsewhere by network or name", () => {
    expect(verdict(session(), grant({ origins: ["198.51.100.0/24"] }))).toBe("granted");
    expect(verdict(session(), grant({ origins: ["teamviewer.com"] }))).toBe("granted");
    expect(verdict(session(), grant({ origins: ["192.0.2.0/24", "iewer.com"] }))).toBe("elsewhere");
    expect(verdict(session({ peerIp: null, peerName: null }), grant({ origins: ["192.0.2.0/24"] }))).toBe("elsewhere");
  });

  it("takes one grant that covers it wholly, whatever others say, and else names the nearest", () => {
    const office = grant({ id: "g2", hours: { ...OFFICE, toMinute: 9 * 60 } });
    const other = grant({ id: "g3", origins: ["192.0.2.0/24"] });
    expect(matchSession(session(), [other, office])).toEqual({ verdict: "out-of-hours", grantId: "g2" });
    expect(matchSession(session(), [other, office, grant()]).grantId).toBe("g1");
  });

  it("holds no hour against a session whose source states no time", () => {
    expect(verdict(session({ firstUs: null, lastUs: null }), grant({ hours: OFFICE }))).toBe("granted");
  });
});

it("a window over midnight belongs to the day on which it begins", () => {
  const night = { days: [5], fromMinute: 22 * 60, toMinute: 4 * 60 };
  expect(isWithin(night, us("2026-03-06T23:00:00Z"))).toBe(true);
  expect(isWithin(night, us("2026-03-07T03:59:00Z"))).toBe(true);
  expect(isWithin(night, us("2026-03-07T04:00:00Z"))).toBe(false);
  expect(isWithin(night, us("2026-03-06T03:00:00Z"))).toBe(false);
  expect(isWithin({ days: [1], fromMinute: 0, toMinute: 1440 }, us("2026-03-02T23:59:59Z"))).toBe(true);
});
