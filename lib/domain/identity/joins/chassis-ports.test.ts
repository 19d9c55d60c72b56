import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Observation } from "../../observation";
import { resolve } from "../resolve";

const macVendor = (mac: string) => (mac.startsWith("00:25:84") ? "Cisco" : null);
const inventoryOf = (observations: readonly Observation[]) =>
  resolve(file("a", observations), [], { nowUs: minute(9000), macVendor });
const sizesOf = (observations: readonly Observation[]) =>
  inventoryOf(observations)
    .devices.map(({ interfaces }) => interfaces.length)
    .sort();

const card = (number: number) =>
  `00:25:84:${(number >> 8).toString(16).padStart(2, "0")}:00:${(number & 255).toString(16).padStart(2, "0")}`;
const [BASE, ...PORTS] = [0, 40, 80, 120].map(card) as [string, ...string[]];
const IP = "10.0.0.7";

/** A port that says by LLDP, for an hour or only once, which system it is of. */
const says = (mac: string, { chassis = BASE, times = 60 } = {}) => {
  const when = { at: 0, until: times > 1 ? 60 : 0, count: times, protocol: "lldp" };
  return [
    identity({ mac }, "name", "dist-1", when),
    identity({ mac }, "description", `LLDP chassis ${chassis}`, { ...when, protocol: "lldp-chassis" }),
    binding(mac, IP, "stated", when),
    sighting(mac, null, { at: 0, until: when.until, conversed: false }),
  ];
};
const answers = (mac: string, ip: string) => [
  binding(mac, ip, "arp", { at: 0, until: 60 }),
  sighting(mac, ip, { at: 0, until: 60 }),
];
const SWITCH = [...answers(BASE, IP), ...[BASE, ...PORTS].flatMap((mac) => says(mac))];

describe("ports that name one chassis", () => {
  it("are one device with whoever has the management address", () => {
    expect(sizesOf(SWITCH)).toEqual([4]);
  });

  it("are two systems when their chassis ids differ, with one name and one management address", () => {
    expect(sizesOf([...says(card(0), { chassis: card(0) }), ...says(card(1), { chassis: card(1) })])).toEqual([1, 1]);
    expect(sizesOf([...says(card(0), { chassis: card(0) }), ...says(card(1), { chassis: card(0) })])).toEqual([2]);
  });

  it("do not take in a card with an address of its own, nor fall apart for two of them", () => {
    const strangers = [200, 201].map((number) => card(number));
    const forged = strangers.flatMap((mac, index) => [...says(mac), ...answers(mac, `10.0.0.${90 + index}`)]);
    expect(sizesOf([...SWITCH, ...forged])).toEqual([1, 1, 4]);
  });

  it("neither grow nor fall apart by a flood of cards that say the same once", () => {
    const flood = Array.from({ length: 1_100 }, (_, index) => says(card(1000 + index), { times: 1 })).flat();
    const { devices, unconfirmed } = inventoryOf([...SWITCH, ...flood]);
    expect(devices.map(({ interfaces }) => interfaces.length)).toEqual([4]);
    expect(unconfirmed).toHaveLength(1_100);
  });
});
