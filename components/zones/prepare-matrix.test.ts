import { describe, expect, test } from "vitest";
import type { FlowMatrix, MatrixCell } from "@/lib/contracts/flow-matrix";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { matrixSentence, prepareMatrix } from "./prepare-matrix";

const cell = (from: string, to: string, more: Partial<MatrixCell> = {}): MatrixCell => ({
  from,
  to,
  protocols: ["modbus"],
  flows: 1,
  packets: 10,
  bytes: 1000,
  bytesBefore: null,
  operations: {},
  firstSeenAt: null,
  lastSeenAt: null,
  verdict: "undecided",
  ...more,
});
const zone = (key: string, more: Partial<FlowMatrix["zones"][number]> = {}): FlowMatrix["zones"][number] => ({
  ...{ key, name: key, purdueLevel: 1, deviceCount: 1, site: "Werk", parentKey: null, ...more },
});
const ZONES = [zone("a"), zone("b")];
const matrixOf = (zones: FlowMatrix["zones"], cells: readonly MatrixCell[]): FlowMatrix => {
  return {
    zones,
    protocolSets: cells.map((it) => it.protocols),
    window: { firstDay: null, lastDay: null, from: null, until: null },
    cells: {
      from: cells.map((it) => zones.findIndex(({ key }) => key === it.from)),
      to: cells.map((it) => zones.findIndex(({ key }) => key === it.to)),
      verdict: cells.map((it) => ["inside", "violation", "undecided"].indexOf(it.verdict)),
      flows: cells.map((it) => it.flows),
      packets: cells.map((it) => it.packets),
      bytes: cells.map((it) => it.bytes),
      bytesBefore: cells.every((it) => it.bytesBefore === null) ? null : cells.map((it) => it.bytesBefore ?? 0),
      firstSeenUs: cells.map(() => null),
      lastSeenUs: cells.map(() => null),
      protocols: cells.map((_, at) => at),
      operations: Object.fromEntries(OPERATIONS.map((name) => [name, cells.map((it) => it.operations[name] ?? 0)])),
    },
  };
};

describe("prepareMatrix", () => {
  test("draws the most bytes darkest and never loses a cell with few", () => {
    const matrix = prepareMatrix(matrixOf(ZONES, [cell("a", "b", { bytes: 1e9 }), cell("b", "a", { bytes: 0 })]));
    expect(matrix.cell("a", "b")?.shade).toBe(5);
    expect(matrix.cell("b", "a")?.shade).toBe(1);
    expect(matrix.cell("a", "a")).toBeNull();
  });

  test("marks programming before writing", () => {
    const matrix = prepareMatrix(
      matrixOf(ZONES, [
        cell("a", "b", { operations: { write: 5, program: 1 } }),
        cell("b", "a", { operations: { control: 2 } }),
      ]),
    );
    expect([matrix.cell("a", "b")?.mark, matrix.cell("b", "a")?.mark]).toEqual(["program", "write"]);
  });
});

describe("a grouped matrix", () => {
  const zones = [
    zone("hall", { purdueLevel: 3 }),
    zone("cell", { parentKey: "hall" }),
    zone("press", { parentKey: "cell", purdueLevel: 1 }),
    zone("far", { site: "Sud", purdueLevel: null }),
    zone("internet", { site: null, purdueLevel: null }),
  ];
  const cells = [
    cell("press", "far", { verdict: "inside", bytes: 10, operations: { read: 1 } }),
    cell("cell", "far", { verdict: "violation", bytes: 5, protocols: ["tls"], operations: { read: 1, write: 2 } }),
    cell("press", "hall", { verdict: "inside" }),
    cell("far", "internet"),
  ];

  test("takes zones together by their outermost zone, and says the worst of their verdicts", () => {
    const matrix = prepareMatrix(matrixOf(zones, cells), "parent");
    expect(matrix.zones.map((it) => it.key)).toEqual(["hall", "far", "internet"]);
    expect(matrix.cell("hall", "far")).toMatchObject({
      ...{ flows: 2, bytes: 15, verdict: "violation", protocols: ["modbus", "tls"], operations: { read: 2, write: 2 } },
    });
    expect(matrix.cell("hall", "hall")?.verdict).toBe("inside");
    expect(matrix.crossing.total).toBe(2);
  });

  test("groups by site and by level, and adds up to the same whatever it groups by", () => {
    const sumOf = (grouping: "zone" | "parent" | "site" | "level") =>
      prepareMatrix(matrixOf(zones, cells), grouping).cells.reduce((sum, it) => sum + it.bytes, 0);
    expect(prepareMatrix(matrixOf(zones, cells), "site").zones.map((it) => it.name)).toEqual([
      "Werk",
      "Sud",
      "internet",
    ]);
    expect(prepareMatrix(matrixOf(zones, cells), "level").zones.map((it) => it.name)).toEqual([
      ...["Level 3", "Level 1", "No level", "internet"],
    ]);
    expect(new Set((["zone", "parent", "site", "level"] as const).map(sumOf)).size).toBe(1);
  });
});

test("a trend is a quarter more or less than before, and new where nothing was", () => {
  const seen = [
    cell("a", "a", { bytesBefore: 0 }),
    cell("a", "b", { bytesBefore: 800 }),
    cell("b", "a", { bytesBefore: 1250 }),
    cell("b", "b", { bytesBefore: 900 }),
  ];
  expect(prepareMatrix(matrixOf(ZONES, seen)).cells.map((it) => it.trend)).toEqual(["new", "up", "down", "same"]);
});

describe("matrixSentence", () => {
  test("counts only what crosses", () => {
    const cells = [
      cell("a", "a", { operations: { write: 1 } }),
      cell("a", "b", { verdict: "violation", operations: { write: 1 } }),
      cell("b", "a"),
    ];
    expect(matrixSentence(prepareMatrix(matrixOf(ZONES, cells)))).toBe(
      "2 paths cross between zones: 1 violation, 1 undecided; 1 of them write to controllers.",
    );
  });

  test("says when all is decided", () => {
    const cells = [cell("a", "b", { verdict: "inside" })];
    expect(matrixSentence(prepareMatrix(matrixOf(ZONES, cells)))).toBe(
      "1 path crosses between zones, all inside a conduit.",
    );
  });
});
