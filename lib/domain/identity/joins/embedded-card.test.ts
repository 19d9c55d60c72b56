import { describe, expect, it } from "vitest";
import { binding, decision, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Decision } from "../../device/decision";
import type { Evidence } from "../../observation";
import { resolve } from "../resolve";
import { cardInAddress } from "./embedded-card";

const REALM = "plant";
const [CARD, ROUTER] = ["00:1b:1b:0a:0b:0c", "00:1b:54:00:00:01"];
const OWN = "2a00:1450:4001:812:21b:1bff:fe0a:b0c";
const LOCAL = "fd12:3456:789a:1:21b:1bff:fe0a:b0c";
const inventoryOf = (evidence: readonly Evidence[], decisions: readonly Decision[] = []) =>
  resolve(evidence, decisions, { nowUs: minute(10_000), macVendor: () => null });
/** Each by its cards and addresses, without the router. */
const devicesOf = (evidence: readonly Evidence[], decisions: readonly Decision[] = []) =>
  inventoryOf(evidence, decisions)
    .devices.filter(({ interfaces }) => interfaces.every(({ mac }) => mac !== ROUTER))
    .map(({ interfaces }) =>
      interfaces.flatMap((it) => [it.mac ?? "", ...it.addresses.map(({ ip }) => ip)].filter(Boolean)).sort(),
    )
    .sort();

/** A switch with its card, seen at home under another address. */
const atHome = file("home", [
  binding(CARD, "10.0.0.9", "arp", { at: 0 }),
  sighting(CARD, "10.0.0.9", { at: 0, sent: 3, conversed: true, ttl: 64 }),
]);
const beyond = (ip: string, at = 5, conversed = true) =>
  file(`beyond ${ip}`, [sighting(ROUTER, ip, { at, sent: 3, conversed, ttl: 62 })]);

describe("the card in an IPv6 address", () => {
  it("is the burned-in one that the last half was made of (RFC 4291, appendix A)", () => {
    expect(cardInAddress(OWN)).toBe(CARD);
    expect(cardInAddress("fe80::21b:1bff:fe0a:b0c")).toBe(CARD);
    expect(cardInAddress("2001:db8::200:5eff:fe00:5301")).toBe("00:00:5e:00:53:01");
  });

  it.each([
    ["a temporary address", "2a00:1450:4001:812:91f3:62d8:14aa:b0c"],
    ["an address given by hand", "2a00:1450:4001:812::10"],
    ["one made of a card that somebody made up", "2a00::ff:fe00:1"],
    ["one made of a group's card", "2a00::31b:1bff:fe0a:b0c"],
    ["one made of a virtual router's", "fe80::200:5eff:fe00:201"],
    ["one made of no card at all", "2a00::200:ff:fe00:0"],
    ["an IPv4 address", "10.0.0.1"],
  ])("is nobody's in %s", (_, ip) => {
    expect(cardInAddress(ip)).toBeNull();
  });
});

describe("an address seen only beyond a router", () => {
  it("belongs to the card that it was made of, also when it is a public one", () => {
    expect(devicesOf([...atHome, ...beyond(OWN), ...beyond(LOCAL)])).toEqual([[CARD, "10.0.0.9", LOCAL, OWN].sort()]);
  });

  it("says in which line the card was read out of it", () => {
    const { devices } = inventoryOf([...atHome, ...beyond(OWN)]);
    expect(devices.flatMap(({ joins }) => joins.filter(({ reason }) => reason.includes("IPv6 address")))).toMatchObject(
      [
        {
          a: { value: CARD },
          b: { value: OWN },
          reason: expect.stringContaining("RFC 4291"),
          citation: { fileName: `beyond ${OWN}` },
        },
      ],
    );
  });

  it("belongs with another one of the same card where nobody saw the card", () => {
    expect(devicesOf([...beyond(LOCAL), ...beyond("fd12:3456:789a:2:21b:1bff:fe0a:b0c")])).toHaveLength(1);
  });

  it("is nobody's where somebody only sends from it, or from a made-up one in network after network", () => {
    expect(devicesOf([...atHome, ...beyond(LOCAL, 5, false)])).toEqual([[CARD, "10.0.0.9"].sort()]);
    const networks = Array.from({ length: 9 }, (_, at) => `fd12:3456:789a:${at + 1}:21b:1bff:fe0a:b0c`);
    expect(devicesOf([...atHome, ...networks.flatMap((ip) => beyond(ip))])).toHaveLength(10);
    expect(devicesOf([...atHome, ...networks.slice(1).flatMap((ip) => beyond(ip))])).toHaveLength(1);
  });

  it("stays in its realm", () => {
    const other = file("other", [sighting(ROUTER, LOCAL, { at: 5, sent: 3, conversed: true, ttl: 62 })], "press");
    expect(devicesOf([...atHome, ...other])).toHaveLength(2);
  });

  it("stays apart when it states another serial, or when a person says so", () => {
    const serials = [
      ...file("s1", [
        identity({ mac: CARD, ip: "10.0.0.9", child: null }, "serial", "AAA111222", { at: 1, protocol: "s7comm" }),
      ]),
      ...file("s2", [
        identity({ mac: null, ip: LOCAL, child: null }, "serial", "BBB333444", { at: 6, protocol: "s7comm" }),
      ]),
    ];
    expect(devicesOf([...atHome, ...beyond(LOCAL), ...serials])).toHaveLength(2);
    const forbidden = decision({
      kind: "forbid-merge",
      anchor: { kind: "mac", realm: REALM, value: CARD },
      other: { kind: "ip", realm: REALM, value: LOCAL },
    });
    expect(devicesOf([...atHome, ...beyond(LOCAL)], [forbidden])).toHaveLength(2);
  });

  it("is still a peer outside the plant where nobody of the plant has the card", () => {
    expect(devicesOf([...atHome, ...beyond("2a00:1450:4001:812:21b:1bff:fe0a:b0d")])).toHaveLength(1);
  });
});
