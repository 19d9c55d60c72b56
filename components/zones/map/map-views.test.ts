import { describe, expect, it } from "vitest";
import { panned, zoomed } from "./map-views";

const VIEW = { scale: 0.5, x: 100, y: -40 };
/** Which place of the map lies under a pixel of the canvas. */
const placeUnder = (view: typeof VIEW, px: number, py: number) => [view.x + px / view.scale, view.y + py / view.scale];

describe("views of the map", () => {
  it("keeps the place under the pointer when it comes nearer", () => {
    const [x, y] = placeUnder(VIEW, 320, 75);
    const [nearX, nearY] = placeUnder(zoomed(VIEW, 1.7, 320, 75), 320, 75);
    expect(nearX).toBeCloseTo(x ?? 0, 9);
    expect(nearY).toBeCloseTo(y ?? 0, 9);
  });

  it("comes no nearer and goes no further than names and zones can be told", () => {
    expect(zoomed(VIEW, 1_000, 0, 0).scale).toBe(3);
    expect(zoomed(VIEW, 0.000_1, 0, 0).scale).toBe(0.02);
  });

  it("moves by as many pixels at every scale", () => {
    const [x, y] = placeUnder(VIEW, 80, 0);
    expect(placeUnder(panned(VIEW, 80, 0), 0, 0)).toEqual([x, y]);
  });
});
