import { describe, expect, it } from "vitest";
import { binding, file, minute, sighting } from "@/lib/testing/builders";
import type { Evidence, Observation } from "../../observation";
import { foldEvidence } from "../values/fold-evidence";
import { buildLeases, type Leases } from "./leases";

const REALM = "plant";
const [A, B] = ["00:1b:1b:00:00:0a", "00:14:22:00:00:0b"];
const at = (minutes: number) => ({ fromUs: minute(minutes), toUs: minute(minutes) });

/** Leases of what was seen, where the gateway guard found that every card owns what it sent from. */
function leasesOf(observations: readonly Observation[]): Leases {
  const evidence: readonly Evidence[] = foldEvidence(file("a", observations));
  const owners = new Map<string, Set<string>>();
  for (const { observation: o } of evidence) {
    const { mac, ip } = o.subject;
    if (mac !== null && ip !== null) owners.set(ip, (owners.get(ip) ?? new Set()).add(mac));
  }
  const hosts = [...owners].map(([ip, macs]) => ({
    realm: REALM,
    ip,
    macs: [...macs].sort(),
    link: "on-link" as const,
  }));
  return buildLeases(evidence, hosts, () => false);
}
const held = (mac: string, ip: string, from: number, until: number) =>
  binding(mac, ip, "arp", { at: from, until, position: from + 1 });

describe("who held an address", () => {
  it("is nobody who had been given another one of that network by then", () => {
    const leases = leasesOf([held(A, "10.0.0.5", 0, 10), held(A, "10.0.0.6", 100, 200)]);
    expect(leases.holder(REALM, "10.0.0.5", at(50))).toBe(A);
    expect(leases.holder(REALM, "10.0.0.5", at(150))).toBeNull();
  });

  it("is still who has another one in another network, or had it before", () => {
    const elsewhere = leasesOf([held(A, "10.0.0.5", 0, 10), held(A, "10.9.0.6", 100, 200)]);
    expect(elsewhere.holder(REALM, "10.0.0.5", at(150))).toBe(A);
    const before = leasesOf([held(A, "10.0.0.6", 0, 10), held(A, "10.0.0.5", 100, 110)]);
    expect(before.holder(REALM, "10.0.0.5", at(150))).toBe(A);
  });

  it("is still the IPv6 host that took another address beside it (RFC 8981), unless it was leased", () => {
    const [first, second] = ["2001:db8:1::aa", "2001:db8:1::bb"];
    const own = leasesOf([held(A, first, 0, 10), held(A, second, 100, 200)]);
    expect(own.holder(REALM, first, at(150))).toBe(A);
    const leased = leasesOf([
      binding(A, first, "dhcp", { at: 0, until: 10 }),
      binding(A, second, "dhcp", { at: 100, until: 200 }),
    ]);
    expect(leased.holder(REALM, first, at(150))).toBeNull();
  });

  it("is nobody where more cards claim it than can be told apart", () => {
    const claimants = Array.from({ length: 33 }, (_, index) => `00:14:22:00:01:${index.toString(16).padStart(2, "0")}`);
    const claim = (macs: readonly string[]) => leasesOf(macs.map((mac, index) => held(mac, "10.0.0.5", index, index)));
    expect(claim(claimants).holder(REALM, "10.0.0.5", at(3))).toBeNull();
    expect(claim(claimants.slice(0, 32)).holder(REALM, "10.0.0.5", at(3))).toBe(claimants[3]);
  });
});

describe("an address at two cards", () => {
  it("was used by both when it is back at the first before long", () => {
    const back = leasesOf([held(A, "10.0.0.5", 0, 1), held(B, "10.0.0.5", 10, 11), held(A, "10.0.0.5", 20, 21)]);
    expect(back.doubles.map(({ first, second }) => [first.mac, second.mac])).toEqual([[A, B]]);
  });

  it("was given away and back when that took longer than an hour", () => {
    const late = leasesOf([held(A, "10.0.0.5", 0, 1), held(B, "10.0.0.5", 40, 41), held(A, "10.0.0.5", 90, 91)]);
    expect(late.doubles).toEqual([]);
  });

  const leased = (mac: string, from: number, until: number) =>
    binding(mac, "10.0.0.5", "dhcp", { at: from, until, position: from + 1 });

  it("was taken from the one that it was leased to, who has it back before long", () => {
    const taken = leasesOf([leased(A, 0, 1), held(B, "10.0.0.5", 10, 11), held(A, "10.0.0.5", 20, 21)]);
    expect(taken.doubles.map(({ first, second, isTaken }) => [first.mac, second.mac, isTaken])).toEqual([[A, B, true]]);
  });

  it("was leased to one, to the other, and back: each had it by right", () => {
    const passed = leasesOf([leased(A, 0, 1), leased(B, 10, 11), leased(A, 20, 21)]);
    expect(passed.doubles).toEqual([]);
  });

  it("is one lease of a card as long as its own time goes on, whoever is seen in between", () => {
    const leases = leasesOf([
      sighting(A, "10.0.0.5", { at: 0, until: 100, position: 1 }),
      held(B, "10.0.0.5", 50, 51),
      held(A, "10.0.0.5", 60, 61),
    ]);
    expect(leases.of(REALM, A)).toMatchObject([{ fromUs: minute(0), toUs: minute(100) }]);
    expect(leases.doubles).toHaveLength(1);
  });
});
