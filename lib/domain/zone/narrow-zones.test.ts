import { expect, it } from "vitest";
import { narrowZones } from "./narrow-zones";

const zone = (key: string, name: string, site: string | null) => ({ key, name, site });
const ZONES = [
  zone("a", "Cell A (North)", "North"),
  zone("b", "Control", "North"),
  zone("c", "Cell A (South)", "South"),
  zone("d", "Office", "South"),
  zone("unzoned", "Unzoned", null),
  zone("internet", "Internet", null),
];
const pair = (from: string, to: string) => ({ from, to });

it("keeps a site's zones, and from elsewhere only what speaks with them, in either direction", () => {
  const pairs = [pair("a", "b"), pair("d", "b"), pair("c", "internet"), pair("b", "internet")];
  const { zones, keeps } = narrowZones(ZONES, pairs, "North");
  expect(zones.map(({ key }) => key)).toEqual(["a", "b", "d", "internet"]);
  expect(pairs.filter(keeps)).toEqual([pair("a", "b"), pair("d", "b"), pair("b", "internet")]);
});

it("keeps a site's silent zones, and calls them by their own name again; others keep their site", () => {
  const { zones } = narrowZones(ZONES, [pair("c", "b")], "North");
  expect(zones.map(({ name }) => name)).toEqual(["Cell A", "Control", "Cell A (South)"]);
});

it("has nothing of a site that is not there", () => {
  const { zones, keeps } = narrowZones(ZONES, [pair("unzoned", "internet")], "West");
  expect(zones).toEqual([]);
  expect(keeps(pair("unzoned", "internet"))).toBe(false);
});
