import { expect, it } from "vitest";
import type { FlowMatrix } from "./flow-matrix";
import { matrixCells } from "./matrix-cells";
import { narrowMatrix } from "./narrow-matrix";

const zone = (key: string, site: string | null) => ({
  ...{ key, name: key, purdueLevel: null, deviceCount: 1, site, parentKey: null },
});
const MATRIX: FlowMatrix = {
  zones: [zone("other", "South"), zone("a", "North"), zone("b", "North"), zone("internet", null)],
  protocolSets: [["dns"], ["modbus"]],
  window: { firstDay: null, lastDay: null, from: null, until: null },
  cells: {
    from: [0, 1, 1, 0],
    to: [0, 2, 3, 3],
    verdict: [0, 2, 1, 2],
    ...{ flows: [1, 2, 3, 4], packets: [10, 20, 30, 40], bytes: [100, 200, 300, 400], bytesBefore: [5, 6, 7, 8] },
    ...{ firstSeenUs: [null, 1e15, null, null], lastSeenUs: [null, 2e15, null, null], protocols: [0, 1, 0, 0] },
    operations: { write: [0, 9, 0, 0] },
  },
};

it("leaves every cell of the site as it was, and none without an end in it", () => {
  const all = new Map(matrixCells(MATRIX).map((it) => [`${it.from} ${it.to}`, it]));
  const narrowed = narrowMatrix(MATRIX, "North");
  expect(narrowed.zones.map(({ key }) => key)).toEqual(["a", "b", "internet"]);
  expect(matrixCells(narrowed)).toEqual([all.get("a b"), all.get("a internet")]);
});

it("knows of no window before where there was none", () => {
  const alone = { ...MATRIX, cells: { ...MATRIX.cells, bytesBefore: null } };
  expect(narrowMatrix(alone, "South").cells.bytesBefore).toBeNull();
});
