import { expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { groupDevices } from "./group-devices";
import type { PairTraffic, SuggestDevice } from "./suggestion";

const device = (id: string, ip: string): SuggestDevice => ({
  ...{ id, siteId: "site", role: null, name: null, zoneId: null },
  addresses: [{ realm: "plant", ip }],
});

/** Everyone talks to everyone of the cell. */
const talkWithin = (ids: readonly string[], protocols: readonly string[]): PairTraffic[] =>
  ids.flatMap((a, at) => ids.slice(at + 1).map((b) => ({ a, b, packets: 10_000, protocols })));

it("puts the largest group first, and groups of one size by their first device", () => {
  const cell = (name: string, subnet: number, size: number) =>
    Array.from({ length: size }, (_, at) => device(`${name}${at}`, `10.0.${subnet}.${at + 1}`));
  const cells = [cell("c", 1, 4), cell("a", 2, 4), cell("b", 3, 6)];
  const pairs = cells.flatMap((devices) =>
    talkWithin(
      devices.map(({ id }) => id),
      ["modbus"],
    ),
  );
  const groups = groupDevices(cells.flat(), pairs, seededRandom(1));
  expect(groups.map(({ ids }) => ids[0])).toEqual(["b0", "a0", "c0"]);
});

it("takes what never leaves a network for no sign of a cell", () => {
  const devices = Array.from({ length: 12 }, (_, at) => device(`${at < 6 ? "a" : "b"}${at}`, `10.0.${at}.1`));
  const ids = devices.map(({ id }) => id);
  const groupsBy = (protocols: readonly string[]) => {
    const talk = [ids.slice(0, 6), ids.slice(6)].flatMap((cell) => talkWithin(cell, protocols));
    return groupDevices(devices, talk, seededRandom(1)).map(({ ids: { length }, by }) => `${length} by ${by}`);
  };
  expect(groupsBy(["modbus"])).toEqual(["6 by traffic", "6 by traffic"]);
  expect(groupsBy(["arp", "modbus"])).toEqual(["6 by traffic", "6 by traffic"]);
  expect(groupsBy(["arp", "lldp"])).toEqual([]);
});
