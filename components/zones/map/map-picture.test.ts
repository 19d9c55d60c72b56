import fc from "fast-check";
import { expect, it } from "vitest";
import { edgesOf } from "./map-picture";

it("draws exactly what a shift uncovers, each pixel once", () => {
  const [width, height] = [7, 5];
  fc.assert(
    fc.property(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -4, max: 4 }), (right, down) => {
      const edges = edgesOf(width, height, right, down);
      for (let x = 0; x < width; x++) {
        for (let y = 0; y < height; y++) {
          const isKept = x - right >= 0 && x - right < width && y - down >= 0 && y - down < height;
          const drawn = edges.filter((it) => x >= it.x && x < it.x + it.width && y >= it.y && y < it.y + it.height);
          expect(drawn.length).toBe(isKept ? 0 : 1);
        }
      }
    }),
  );
});
