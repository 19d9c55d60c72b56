import { describe, expect, test } from "vitest";
import type { FlowMatrix } from "@/lib/contracts/zones";
import { matrixSentence, prepareMatrix } from "./prepare-matrix";

const cell = (from: string, to: string, more: Partial<FlowMatrix["cells"][number]> = {}) => ({
  from,
  to,
  protocols: ["modbus"],
  flows: 1,
  packets: 10,
  bytes: 1000,
  operations: {},
  firstSeenAt: null,
  lastSeenAt: null,
  verdict: "undecided" as const,
  ...more,
});
const zones = ["a", "b"].map((key) => ({ key, name: key, purdueLevel: 1 as const, deviceCount: 1 }));

describe("prepareMatrix", () => {
  test("draws the most bytes darkest and never loses a cell with few", () => {
    const matrix = prepareMatrix({ zones, cells: [cell("a", "b", { bytes: 1e9 }), cell("b", "a", { bytes: 0 })] });
    expect(matrix.cell("a", "b")?.shade).toBe(5);
    expect(matrix.cell("b", "a")?.shade).toBe(1);
    expect(matrix.cell("a", "a")).toBeNull();
  });

  test("marks programming before writing", () => {
    const matrix = prepareMatrix({
      zones,
      cells: [cell("a", "b", { operations: { write: 5, program: 1 } }), cell("b", "a", { operations: { control: 2 } })],
    });
    expect([matrix.cell("a", "b")?.mark, matrix.cell("b", "a")?.mark]).toEqual(["program", "write"]);
  });
});

describe("matrixSentence", () => {
  test("counts only what crosses", () => {
    const cells = [
      cell("a", "a", { operations: { write: 1 } }),
      cell("a", "b", { verdict: "violation", operations: { write: 1 } }),
      cell("b", "a"),
    ];
    expect(matrixSentence(prepareMatrix({ zones, cells }))).toBe(
      "2 paths cross between zones: 1 violation, 1 undecided; 1 of them write to controllers.",
    );
  });

  test("says when all is decided", () => {
    const cells = [cell("a", "b", { verdict: "inside" })];
    expect(matrixSentence(prepareMatrix({ zones, cells }))).toBe("1 path crosses between zones, all inside a conduit.");
  });
});
