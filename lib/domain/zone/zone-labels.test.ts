import { expect, it } from "vitest";
import { labelledZones, zoneLabels } from "./zone-labels";

const SITES = [
  { id: "h", name: "Hamburg" },
  { id: "k", name: "Kiel" },
];
const ZONES = [
  { id: "1", name: "Cell A", siteId: "h" },
  { id: "2", name: "cell a", siteId: "k" },
  { id: "3", name: "DMZ", siteId: "k" },
];

it("names the site of a zone only where another site has a zone of that name", () => {
  expect([...zoneLabels(ZONES, SITES).values()]).toEqual(["Cell A (Hamburg)", "cell a (Kiel)", "DMZ"]);
  expect(labelledZones(ZONES.slice(1), SITES).map(({ name }) => name)).toEqual(["cell a", "DMZ"]);
});
