import { expect, it } from "vitest";
import type { SiteDto } from "@/lib/contracts/sites";
import { sayScope } from "./say-scope";

const site = (id: string, name: string, ...realms: string[]): SiteDto => ({
  id,
  name,
  timeZone: "UTC",
  realms: realms.map((it) => ({ id: `${id} ${it}`, name: it })),
});
const SITES = [site("a", "Brewery", "hall 1", "hall 2", "office"), site("b", "Waterworks", "plant")];

it("says what is shown and how much is left out", () => {
  expect(sayScope({}, SITES)).toEqual({ name: "All sites", leftOut: null });
  expect(sayScope({ site: "a" }, SITES)).toEqual({ name: "Brewery", leftOut: "1 other site is left out" });
  expect(sayScope({ realm: "a hall 2" }, SITES)).toEqual({
    name: "Brewery · hall 2",
    leftOut: "2 other realms and 1 other site are left out",
  });
  expect(sayScope({ site: "a" }, SITES.slice(0, 1))).toEqual({ name: "Brewery", leftOut: null });
});

it("says of zones that a realm does not part them", () => {
  expect(sayScope({ site: "a" }, SITES, "site")).toEqual({ name: "Brewery", leftOut: "1 other site is left out" });
  expect(sayScope({ realm: "a hall 2" }, SITES, "site")).toEqual({
    name: "Brewery",
    leftOut: "1 other site is left out; zones are of a whole site, so all its realms are shown",
  });
  expect(sayScope({ realm: "b plant" }, SITES, "site").leftOut).toBe("1 other site is left out");
  expect(sayScope({ realm: "a office" }, SITES.slice(0, 1), "site").leftOut).toBe(
    "zones are of a whole site, so all its realms are shown",
  );
  expect(sayScope({ realm: "nowhere" }, SITES, "site").name).toBe("Unknown site");
});

it("does not pass an unknown id, or a realm of another site, for a place", () => {
  expect(sayScope({ site: "c" }, SITES).name).toBe("Unknown site");
  expect(sayScope({ site: "b", realm: "a hall 1" }, SITES).name).toBe("Unknown site");
});
