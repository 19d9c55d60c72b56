import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { cellOf, fitScale, hitOf, layoutMap, NARROW_FRAME, overlaps, visibleCells } from "./layout-map";

const mapOf = (counts: readonly (readonly [level: 0 | 1 | 3.5 | 4 | null, devices: number])[]): ZoneMapDto => ({
  zones: [
    ...counts.map(([purdueLevel], at) => ({
      ...{ key: `z${at}`, name: `Zone ${at}`, site: "Werk", purdueLevel, riskBand: null, riskScore: null },
    })),
    { key: INTERNET, name: "Internet", site: null, purdueLevel: null, riskBand: null, riskScore: null },
    { key: UNZONED, name: "Unzoned", site: null, purdueLevel: null, riskBand: null, riskScore: null },
  ],
  devices: counts.flatMap(([, devices], at) =>
    Array.from({ length: devices }, (_, index) => ({
      id: `${at}-${index}`,
      name: `device ${index}`,
      zone: `z${at}`,
      role: ["hmi", "plc", null][Math.floor((index * 3) / devices)] ?? null,
      riskBand: "low" as const,
      state: "sanctioned" as const,
    })),
  ),
  isCut: false,
  links: [],
  pins: [],
});
const PLANT = fc.array(fc.tuple(fc.constantFrom(0, 1, 3.5, 4, null), fc.nat(60)), { maxLength: 12 });

describe("layoutMap", () => {
  it("puts the internet above, levels from high to low, and what has none below", () => {
    const { zones, layers } = layoutMap(
      mapOf([
        [1, 3],
        [null, 1],
        [4, 5],
        [3.5, 2],
        [4, 1],
      ]),
    );
    const tops = (key: string) => zones.find((it) => it.zone.key === key)?.y as number;
    expect(["internet", "z2", "z3", "z0", "z1", "unzoned"].map(tops)).toEqual(
      ["internet", "z2", "z3", "z0", "z1", "unzoned"].map(tops).sort((a, b) => a - b),
    );
    expect(tops("z2")).toBe(tops("z4"));
    expect(layers.map(({ label }) => label)).toEqual(["", "L4", "L3.5", "L1", "no level", ""]);
  });

  it("leaves no zone on another, and every device in a cell of its own inside its zone", () => {
    fc.assert(
      fc.property(PLANT, (counts) => {
        const { zones } = layoutMap(mapOf(counts));
        for (const [at, a] of zones.entries()) {
          for (const b of zones.slice(at + 1)) expect(overlaps(a, b)).toBe(false);
          const cells = a.groups.flatMap((group) =>
            Array.from({ length: group.count }, (_, index) => cellOf(a, group, group.from + index)),
          );
          expect(cells).toHaveLength(a.devices.length);
          for (const cell of cells) {
            expect(cell.x >= a.x && cell.x + cell.width <= a.x + a.width).toBe(true);
            expect(cell.y >= a.y && cell.y + cell.height <= a.y + a.height).toBe(true);
          }
          expect(new Set(cells.map((cell) => `${cell.x} ${cell.y}`)).size).toBe(cells.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("draws exactly the rows that the window touches, and finds the device under the pointer", () => {
    fc.assert(
      fc.property(PLANT, fc.nat(3000), fc.integer({ min: 1, max: 900 }), (counts, top, height) => {
        const layout = layoutMap(mapOf(counts));
        const window = { x: -10_000, y: top, width: 30_000, height };
        for (const placed of layout.zones) {
          for (const group of placed.groups) {
            const { from, to } = visibleCells(placed, group, window);
            for (let index = group.from; index < group.from + group.count; index++) {
              const cell = cellOf(placed, group, index);
              if (overlaps(cell, window)) expect(index >= from && index < to).toBe(true);
              const hit = hitOf(layout, cell.x + 1, cell.y + 1, true);
              expect(hit).toMatchObject({ kind: "device", device: { id: placed.devices[index]?.id } });
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("has room for the names of a plant's levels on a narrow screen", () => {
    const plant = mapOf([
      [4, 28],
      [3.5, 3],
      [1, 31],
      [1, 11],
      [1, 10],
      [0, 48],
      [0, 10],
    ]);
    const layout = layoutMap(plant, NARROW_FRAME);
    const scale = fitScale(layout, NARROW_FRAME);
    expect(layout.width * scale).toBeLessThanOrEqual(NARROW_FRAME.width);
    for (const { width, header } of layout.zones) {
      expect(width * scale).toBeGreaterThan(70);
      expect(header * scale).toBeGreaterThan(18);
    }
  });

  it("leaves a pinned zone where somebody put it", () => {
    const map = { ...mapOf([[1, 3]]), pins: [{ key: "z0", x: -500, y: 9_000 }] };
    const layout = layoutMap(map);
    expect(layout.byKey.get("z0")).toMatchObject({ x: -500, y: 9_000, isPinned: true });
    expect(layout.height).toBeGreaterThan(9_000);
  });
});
