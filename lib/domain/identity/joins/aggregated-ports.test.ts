import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Observation } from "../../observation";
import { resolve } from "../resolve";

const VENDORS: Readonly<Record<string, string>> = { "00:1b:54": "Cisco", "00:14:22": "Dell", "00:1b:21": "Intel" };
const devicesOf = (observations: readonly Observation[]) =>
  resolve(file("a", observations), [], {
    nowUs: minute(10_000),
    macVendor: (mac) => VENDORS[mac.slice(0, 8)] ?? null,
  })
    .devices.map(({ interfaces }) => interfaces.map(({ mac }) => mac).sort())
    .sort();
const lacp = (port: string, system: string) =>
  identity({ mac: port, ip: null, child: null }, "description", `link aggregation system ${system}`, {
    at: 1,
    protocol: "lacp",
  });
const named = (mac: string, name: string) =>
  identity({ mac, ip: null, child: null }, "name", name, { at: 1, protocol: "lldp" });
const addressed = (mac: string, ip: string) => [
  binding(mac, ip, "arp", { at: 1 }),
  sighting(mac, ip, { at: 1, sent: 3, conversed: true, ttl: 64 }),
];

describe("ports of a link aggregation, each with a card of its own", () => {
  const [BASE, PORT, NEXT, FAR] = ["00:1b:54:00:00:10", "00:1b:54:00:00:12", "00:1b:54:00:00:13", "00:1b:54:00:40:12"];

  it("are one switch with the card that they name, when they follow each other", () => {
    const said = [...addressed(BASE, "10.0.0.2"), lacp(PORT, BASE), lacp(NEXT, BASE)];
    expect(devicesOf(said)).toEqual([[BASE, PORT, NEXT]]);
  });

  it("are one switch by a system that no card has", () => {
    expect(devicesOf([lacp(PORT, "02:00:00:00:00:30"), lacp(NEXT, "02:00:00:00:00:30")])).toEqual([[PORT, NEXT]]);
  });

  it("are one server when its cards are of two makers, and one of them is the system", () => {
    const [first, second] = ["00:14:22:00:00:01", "00:1b:21:00:77:01"];
    const said = [...addressed(first, "10.0.0.9"), lacp(first, first), lacp(second, first)];
    expect(devicesOf(said)).toEqual([[first, second]]);
    // Somebody who sends with the second card alone.
    expect(devicesOf([...addressed(first, "10.0.0.9"), lacp(second, first)])).toHaveLength(2);
  });

  it("are two switches of one multi-chassis domain when they are far apart, have an address each, or a name each", () => {
    expect(devicesOf([...addressed(BASE, "10.0.0.2"), lacp(BASE, BASE), lacp(FAR, BASE)])).toHaveLength(2);
    const addresses = [...addressed(BASE, "10.0.0.2"), ...addressed(PORT, "10.0.0.3")];
    expect(devicesOf([...addresses, lacp(BASE, BASE), lacp(PORT, BASE)])).toHaveLength(2);
    expect(devicesOf([named(BASE, "sw-a"), named(PORT, "sw-b"), lacp(BASE, BASE), lacp(PORT, BASE)])).toHaveLength(2);
  });
});
