import { expect, it } from "vitest";
import { ancestorsOf, depthsOf } from "./zone-tree";

const zone = (id: string, parentId: string | null = null) => ({ id, parentId });

it("climbs to the top, also where a parent is missing or zones stand in a circle", () => {
  const zones = [zone("cell", "hall"), zone("hall", "site"), zone("site"), zone("lost", "gone")];
  expect(ancestorsOf("cell", zones)).toEqual(["hall", "site"]);
  expect(ancestorsOf("lost", zones)).toEqual(["gone"]);
  expect(Object.fromEntries(depthsOf(zones))).toEqual({ cell: 2, hall: 1, site: 0, lost: 1 });
  expect(ancestorsOf("a", [zone("a", "b"), zone("b", "c"), zone("c", "b")])).toEqual(["b", "c"]);
});
