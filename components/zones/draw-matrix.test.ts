import { expect, it } from "vitest";
import { VERDICTS } from "@/lib/contracts/choices";
import { CELL_SIDE_PX, type MatrixPalette, matrixScale, paintTile, TILE_CELLS, tilesOf } from "./draw-matrix";

it("draws with the screen's own pixels as long as the canvas stays small", () => {
  expect(matrixScale(80, 2)).toBe(2);
  expect(matrixScale(80, 1)).toBe(1);
});

it("gives up sharpness, not memory, with very many zones, and never blurs below a CSS pixel", () => {
  expect((matrixScale(200, 3) * 200 * CELL_SIDE_PX) ** 2).toBeLessThanOrEqual(4_096 ** 2 + 1);
  expect(matrixScale(1_000, 2)).toBe(1);
});

const [INSIDE, VIOLATION, UNDECIDED] = VERDICTS.map((_, at) => at) as [number, number, number];
const PALETTE: MatrixPalette = {
  shades: [10, 11, 12, 13, 14, 15],
  ...{ line: 20, band: 21, inside: 30, violation: 31, ink: 40 },
};

/** Three zones; the last two are of one level. */
function paint(scale: number) {
  const zones = [2, 1, 1].map((level, at) => ({
    ...{ key: String(at), name: String(at), purdueLevel: level as 1 | 2, deviceCount: 1, members: [String(at)] },
  }));
  const picture = {
    shades: Uint8Array.from([5, 3, 1, 0, 2, 0, 0, 0, 4]),
    verdicts: Uint8Array.from([INSIDE, VIOLATION, INSIDE, 255, INSIDE, 255, 255, 255, UNDECIDED]),
    marks: Uint8Array.from([0, 1, 2, 0, 0, 0, 0, 0, 0]),
  };
  const width = 3 * CELL_SIDE_PX * scale;
  const pixels = new Uint32Array(width * width);
  const whole = { fromRow: 0, toRow: 3, fromColumn: 0, toColumn: 3 };
  paintTile({ zones, picture }, whole, PALETTE, scale, pixels);
  /** In CSS pixels inside a cell, from its upper left corner. */
  return (row: number, column: number, y: number, x: number) =>
    pixels[(row * CELL_SIDE_PX + y) * scale * width + (column * CELL_SIDE_PX + x) * scale];
}

for (const scale of [1, 2]) {
  it(`fills every cell with its shade, and leaves the empty ones empty (${scale} pixels)`, () => {
    const at = paint(scale);
    const middle = (row: number, column: number) => at(row, column, 10, 5);
    expect([middle(0, 0), middle(0, 1), middle(0, 2)]).toEqual([15, 13, 11]);
    expect([middle(1, 0), middle(1, 1), middle(2, 1), middle(2, 2)]).toEqual([10, 12, 10, 14]);
  });

  it(`frames what is decided between zones, a violation twice as strong (${scale} pixels)`, () => {
    const at = paint(scale);
    expect([at(0, 1, 0, 5), at(0, 1, 1, 5), at(0, 1, 2, 5)]).toEqual([31, 31, 13]);
    expect([at(0, 2, 0, 5), at(0, 2, 1, 5), at(0, 2, 12, 5), at(0, 2, 6, 0)]).toEqual([30, 11, 30, 30]);
    expect(at(0, 0, 0, 5)).toBe(15);
    expect(at(2, 2, 0, 5)).toBe(14);
  });

  it(`marks writes with an open wedge, programming with a filled one (${scale} pixels)`, () => {
    const at = paint(scale);
    expect([at(0, 1, 3, 5), at(0, 1, 5, 9), at(0, 1, 5, 8)]).toEqual([40, 40, 13]);
    expect(at(0, 2, 5, 8)).toBe(40);
  });

  it(`draws a strong line where the level changes, a thin one elsewhere (${scale} pixels)`, () => {
    const at = paint(scale);
    expect([at(0, 0, 13, 5), at(1, 0, 13, 5), at(1, 0, 5, 13), at(1, 1, 5, 13)]).toEqual([21, 20, 21, 20]);
    expect(at(1, 0, 13, 13)).toBe(21);
  });
}

it("takes every cell into one tile", () => {
  const zones = 2 * TILE_CELLS + 1;
  const seen = new Uint8Array(zones * zones);
  for (const { fromRow, toRow, fromColumn, toColumn } of tilesOf(zones)) {
    for (let row = fromRow; row < toRow; row++) {
      for (let column = fromColumn; column < toColumn; column++) seen[row * zones + column]++;
    }
  }
  expect(seen.every((it) => it === 1)).toBe(true);
  expect(tilesOf(0)).toEqual([]);
});

it("draws a tile as the same part of the whole picture", () => {
  const zones = [2, 1, 1].map((level, at) => ({
    ...{ key: String(at), name: String(at), purdueLevel: level as 1 | 2, deviceCount: 1, members: [String(at)] },
  }));
  const picture = {
    shades: Uint8Array.from([5, 3, 1, 0, 2, 0, 0, 0, 4]),
    verdicts: new Uint8Array(9).fill(VIOLATION),
    marks: new Uint8Array(9).fill(1),
  };
  const whole = new Uint32Array((3 * CELL_SIDE_PX) ** 2);
  paintTile({ zones, picture }, { fromRow: 0, toRow: 3, fromColumn: 0, toColumn: 3 }, PALETTE, 1, whole);
  const tile = new Uint32Array(2 * CELL_SIDE_PX ** 2);
  paintTile({ zones, picture }, { fromRow: 1, toRow: 2, fromColumn: 1, toColumn: 3 }, PALETTE, 1, tile);
  for (let y = 0; y < CELL_SIDE_PX; y++) {
    const begin = (CELL_SIDE_PX + y) * 3 * CELL_SIDE_PX + CELL_SIDE_PX;
    expect(tile.subarray(y * 2 * CELL_SIDE_PX, (y + 1) * 2 * CELL_SIDE_PX)).toEqual(
      whole.subarray(begin, begin + 2 * CELL_SIDE_PX),
    );
  }
});
