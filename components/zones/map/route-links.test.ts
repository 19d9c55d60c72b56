import { expect, it } from "vitest";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { layoutMap } from "./layout-map";
import { routesOf, traceLine } from "./route-links";

const zone = (key: string, purdueLevel: 1 | 3 | 4) => ({
  key,
  name: key,
  purdueLevel,
  site: "Werk",
  riskBand: null,
  riskScore: null,
});
const link = (from: string, to: string) => ({
  ...{ from, to, verdict: "undecided" as const, isConduit: false, flows: 1, hasWrites: false, protocols: [] },
});
const MAP: ZoneMapDto = {
  ...{ zones: [zone("office", 4), zone("scada", 3), zone("cell", 1), zone("press", 1)], devices: [], pins: [] },
  ...{ isCut: false, links: [link("office", "cell"), link("scada", "cell"), link("cell", "press")] },
};
const layout = layoutMap(MAP);

it("leads lines from the edge of one box to the edge of the other that looks at it, none from one spot", () => {
  const routes = routesOf(layout);
  for (const [at, { from, to }] of layout.links.entries()) {
    const [a, b] = [layout.byKey.get(from), layout.byKey.get(to)];
    const route = routes[at];
    expect([a?.y, (a?.y ?? 0) + (a?.height ?? 0)]).toContain(route?.a.y);
    expect(route?.b.y).toBe(b?.y);
    expect([route?.line[0], route?.line.at(-1)]).toEqual([route?.a, route?.b]);
  }
  const ends = routes.flatMap(({ a, b }) => [`${a.x} ${a.y}`, `${b.x} ${b.y}`]);
  expect(new Set(ends).size).toBe(ends.length);
});

it("draws of a line only what the window may see", () => {
  const drawn: string[] = [];
  const context = {
    moveTo: (x: number) => drawn.push(`from ${x}`),
    lineTo: (x: number) => drawn.push(`to ${x}`),
  } as unknown as CanvasRenderingContext2D;
  const line = [0, 10, 20, 30, 40].map((x) => ({ x, y: 5 }));
  expect(traceLine(context, line, { x: 12, y: 0, width: 6, height: 10 })).toBe(true);
  expect(drawn).toEqual(["from 10", "to 20"]);
  expect(traceLine(context, line, { x: 0, y: 50, width: 90, height: 10 })).toBe(false);
});
