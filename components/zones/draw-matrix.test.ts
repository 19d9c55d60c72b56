import { expect, it } from "vitest";
import { CELL_SIDE_PX, matrixScale } from "./draw-matrix";

it("draws with the screen's own pixels as long as the canvas stays small", () => {
  expect(matrixScale(80, 2)).toBe(2);
  expect(matrixScale(80, 1)).toBe(1);
});

it("gives up sharpness, not memory, with very many zones, and never blurs below a CSS pixel", () => {
  expect((matrixScale(200, 3) * 200 * CELL_SIDE_PX) ** 2).toBeLessThanOrEqual(4_096 ** 2 + 1);
  expect(matrixScale(1_000, 2)).toBe(1);
});
