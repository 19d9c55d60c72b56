import { describe, expect, it } from "vitest";
import { file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Observation } from "../../observation";
import type { Endpoint } from "./endpoint";
import { splitReplaced } from "./split-replaced";

const IP = "10.0.0.5";
const KEY = `ip|plant|${IP}`;
const split = (observations: readonly Observation[]) =>
  splitReplaced(
    new Map<string, Endpoint>([
      [
        KEY,
        {
          key: KEY,
          realm: "plant",
          mac: null,
          network: null,
          ip: IP,
          evidence: file("a", observations),
          isCarrier: false,
          isOnlyCarrier: false,
        },
      ],
    ]),
  );
const serial = (value: string, at: number, more: object = {}) => identity({ ip: IP }, "serial", value, { at, ...more });
const numberOf = (index: number) => `SC-X${index}Y${index}Z7741`;
const first = [serial("SC-AAA111222", 0), sighting(null, IP, { at: 5 })];

describe("an address with a new serial", () => {
  it("is a new device from then on, and what has no time speaks of it", () => {
    const { endpoints, predecessors, at } = split([
      ...first,
      serial("SC-BBB111222", 100),
      sighting(null, IP, { at: null }),
    ]);
    expect([...endpoints.keys()]).toEqual([KEY, `${KEY}#2`]);
    expect(predecessors.get(`${KEY}#2`)).toBe(KEY);
    expect(endpoints.get(`${KEY}#2`)?.evidence).toHaveLength(2);
    expect([at(KEY, minute(99)), at(KEY, minute(100))]).toEqual([KEY, `${KEY}#2`]);
  });

  it.each([
    ["is concluded", serial("SC-BBB111222", 100, { inferred: true })],
    ["stands in a list", serial("SC-BBB111222", 100, { method: "declared" })],
    ["is of a module in it", identity({ ip: IP, child: "cip 1/2" }, "serial", "SC-BBB111222", { at: 100 })],
    ["is what a factory left in place", serial("00000001", 100)],
    ["is stated in another protocol", serial("FOX1234X5YZ", 100, { protocol: "snmp" })],
  ])("is the same device where the other serial %s", (_, other) => {
    expect([...split([...first, other]).endpoints.keys()]).toEqual([KEY]);
  });

  it("is the same device where serials come mixed, or too many one after the other", () => {
    expect(split([...first, serial("SC-BBB111222", 3), serial("SC-AAA111222", 6)]).endpoints.size).toBe(1);
    const successors = (count: number) =>
      Array.from({ length: count }, (_, index) => serial(numberOf(index), index * 10));
    expect(split(successors(8)).endpoints.size).toBe(8);
    expect(split(successors(9)).endpoints.size).toBe(1);
  });
});
