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
