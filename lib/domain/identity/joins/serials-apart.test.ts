import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Observation } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";
import { resolve } from "../resolve";
import { haveOtherSerials, ownSerials, serialOfAnother } from "./serials-apart";

const MAC = "00:1b:1b:00:00:0a";
const endpoint = (observations: readonly Observation[]): Endpoint => ({
  key: `mac|plant|${MAC}`,
  realm: "plant",
  mac: MAC,
  network: null,
  ip: null,
  evidence: file("a", observations),
  isCarrier: false,
  isOnlyCarrier: false,
});
const serial = (value: string, at: number, until = at, protocol = "s7comm szl 0x001c") =>
  identity({ mac: MAC }, "serial", value, { at, until, protocol });
const stated = (...observations: readonly Observation[]) => ownSerials(endpoint(observations));

describe("serials that an endpoint states of itself", () => {
  it("are neither those of a device behind it, nor concluded ones, nor what a factory left in place", () => {
    const own = stated(
      serial("SC-AAA111222", 1),
      identity({ mac: MAC, child: "cip 1/0" }, "serial", "SC-BBB111222", { protocol: "s7comm" }),
      identity({ mac: MAC }, "serial", "SC-CCC111222", { protocol: "s7comm", inferred: true }),
      serial("TEST", 1),
    );
    expect([...own].map(([family, serials]) => [family, [...serials.keys()]])).toEqual([["s7", ["scaaa111222"]]]);
  });
});

describe("a serial that two state", () => {
  const one = stated(serial("SC-AAA111222", 0, 60));

  it("is not of one device when one of them states a further one while the other is there", () => {
    const torn = stated(serial("SC-AAA111222", 30), serial("SC-BBB111222", 0, 60));
    expect(serialOfAnother(torn, one, "scaaa111222")).toBe("scbbb111222");
    expect(serialOfAnother(one, torn, "scaaa111222")).toBeNull();
  });

  it("is of one device when the further one came long after: a rack that got another processor", () => {
    const renewed = stated(serial("SC-AAA111222", 0, 60), serial("SC-BBB111222", 121, 200));
    expect(serialOfAnother(renewed, one, "scaaa111222")).toBeNull();
    const atOnce = stated(serial("SC-AAA111222", 0, 60), serial("SC-BBB111222", 120, 200));
    expect(serialOfAnother(atOnce, one, "scaaa111222")).toBe("scbbb111222");
  });

  it("is of one device when the further one is stated in another protocol, or by both", () => {
    const managed = stated(serial("SC-AAA111222", 0, 60), serial("FOX1234X5YZ", 30, 30, "snmp"));
    expect(serialOfAnother(managed, one, "scaaa111222")).toBeNull();
    const both = stated(serial("SC-AAA111222", 0), serial("SC-BBB111222", 0));
    expect(serialOfAnother(both, both, "scaaa111222")).toBeNull();
  });

  it("is not asked for where they do not share it", () => {
    const other = stated(serial("SC-BBB111222", 0), serial("SC-DDD111222", 0));
    expect(serialOfAnother(other, one, "scaaa111222")).toBeNull();
  });
});

describe("a name that two have in common", () => {
  const stating = (...serials: readonly string[]) => new Map([["s7", new Set(serials)]]);

  it("does not join them when they share no serial", () => {
    expect(haveOtherSerials(stating("a"), stating("b"), () => false)).toBe(true);
    expect(haveOtherSerials(stating("a"), new Map([["snmp", new Set(["b"])]]), () => false)).toBe(false);
    expect(haveOtherSerials(stating("a"), new Map(), () => false)).toBe(false);
  });

  it("joins them when what they share is one device's, also beside a further one", () => {
    expect(haveOtherSerials(stating("a", "b"), stating("a"), () => false)).toBe(false);
    expect(haveOtherSerials(stating("a"), stating("a"), () => true)).toBe(false);
  });

  it("does not join them when one has a further one, and what they share is contested", () => {
    expect(haveOtherSerials(stating("a", "b"), stating("a"), (it) => it === "a")).toBe(true);
    expect(haveOtherSerials(stating("a", "b", "c"), stating("a", "c"), (it) => it === "a")).toBe(false);
  });
});

describe("a frame in one controller's name with the serial of another one", () => {
  const cards = ["00:1b:1b:00:00:0a", "00:1b:1b:00:00:0b"] as const;
  const controller = (index: 0 | 1, number: string) => [
    sighting(cards[index], `10.0.0.${index + 1}`, { until: 60 }),
    binding(cards[index], `10.0.0.${index + 1}`, "arp", { until: 60 }),
    identity({ mac: cards[index], ip: `10.0.0.${index + 1}` }, "serial", number, { until: 60 }),
  ];

  it("makes no device of both, and is shown to a person", () => {
    const forged = identity({ mac: cards[0], ip: "10.0.0.1" }, "serial", "SC-BBB111222", { at: 30 });
    const evidence = file("a", [...controller(0, "SC-AAA111222"), ...controller(1, "SC-BBB111222"), forged]);
    const { devices } = resolve(evidence, [], { nowUs: minute(90_000), macVendor: () => "Siemens" });
    expect(devices.map(({ interfaces }) => interfaces.map(({ mac }) => mac)).sort()).toEqual(cards.map((mac) => [mac]));
    for (const { conflicts } of devices) expect(conflicts.map(({ kind }) => kind)).toContain("identity-in-two-places");
  });
});
