import { expect, it } from "vitest";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { mapSentence, narrowMap } from "./narrow-map";

const zone = (key: string, site: string | null) => ({
  ...{ key, name: key, site, purdueLevel: null, riskBand: null, riskScore: null },
});
const device = (id: string, at: string) => ({
  ...{ id, name: id, zone: at, role: null, riskBand: "low" as const, state: "sanctioned" as const },
});
const link = (from: string, to: string) => ({
  ...{ from, to, verdict: "undecided" as const, isConduit: false, flows: 1, hasWrites: false, protocols: [] },
});
const MAP: ZoneMapDto = {
  zones: [zone("a", "North"), zone("b", "North"), zone("c", "South"), zone("internet", null), zone("unzoned", null)],
  devices: [device("1", "a"), device("2", "c"), device("3", "unzoned")],
  isCut: false,
  links: [link("a", "b"), link("c", "internet"), link("a", "internet")],
  pins: [],
};

it("counts zones, and neither the internet nor what is in no zone", () => {
  expect(mapSentence(MAP, null)).toBe("3 zones with 3 devices.");
  expect(mapSentence({ ...MAP, zones: MAP.zones.slice(3) }, null)).toBe("No zones are drawn yet.");
  expect(mapSentence({ ...MAP, isCut: true }, 2)).toMatch(/^2 of 3 devices found; more devices than/);
});

it("shows one site with what speaks with it, and nothing that passes elsewhere", () => {
  const narrowed = narrowMap(MAP, "North");
  expect(narrowed.zones.map(({ key }) => key)).toEqual(["a", "b", "internet"]);
  expect(narrowed.devices.map(({ id }) => id)).toEqual(["1"]);
  expect(narrowed.links).toEqual([MAP.links[0], MAP.links[2]]);
});
