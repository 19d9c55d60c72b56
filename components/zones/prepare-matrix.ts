import type { FlowMatrix } from "@/lib/contracts/zones";

export type MatrixCell = FlowMatrix["cells"][number];
export type MatrixZone = FlowMatrix["zones"][number];

/** How dark a cell is drawn: 0 (nothing) to 5 (the most bytes of the matrix), by the logarithm of its bytes. */
export type Shade = 0 | 1 | 2 | 3 | 4 | 5;

/** What stands out in a cell: changing the process outranks changing a value. */
export type OperationMark = "program" | "write" | null;

export interface PreparedCell extends MatrixCell {
  readonly shade: Shade;
  readonly mark: OperationMark;
}

export interface PreparedMatrix {
  /** Rows initiate, columns respond, both in this order: by Purdue level, then what is no zone. */
  readonly zones: readonly MatrixZone[];
  cell(from: string, to: string): PreparedCell | null;
  readonly cells: readonly PreparedCell[];
  readonly crossing: {
    readonly total: number;
    readonly undecided: number;
    readonly violations: number;
    readonly writes: number;
  };
}

export function prepareMatrix(matrix: FlowMatrix): PreparedMatrix {
  const most = Math.max(1, ...matrix.cells.map((cell) => cell.bytes));
  const byPlace = new Map<string, PreparedCell>();
  for (const cell of matrix.cells) {
    byPlace.set(`${cell.from} ${cell.to}`, { ...cell, shade: shadeOf(cell.bytes, most), mark: markOf(cell) });
  }
  const cells = [...byPlace.values()];
  const crossing = cells.filter((cell) => cell.from !== cell.to);
  return {
    zones: matrix.zones,
    cells,
    cell: (from, to) => byPlace.get(`${from} ${to}`) ?? null,
    crossing: {
      total: crossing.length,
      undecided: crossing.filter((cell) => cell.verdict === "undecided").length,
      violations: crossing.filter((cell) => cell.verdict === "violation").length,
      writes: crossing.filter((cell) => cell.mark !== null).length,
    },
  };
}

function shadeOf(bytes: number, most: number): Shade {
  if (bytes <= 0) return 1;
  const share = Math.log(bytes + 1) / Math.log(most + 1);
  return Math.min(5, Math.max(1, Math.ceil(share * 5))) as Shade;
}

function markOf({ operations }: MatrixCell): OperationMark {
  if ((operations.program ?? 0) > 0 || (operations.firmware ?? 0) > 0) return "program";
  return (operations.write ?? 0) > 0 || (operations.control ?? 0) > 0 ? "write" : null;
}

/** "12 paths cross between zones: 2 violations, 9 undecided; 3 of them write." */
export function matrixSentence({ crossing }: PreparedMatrix): string {
  if (crossing.total === 0) return "No traffic between zones was seen.";
  const parts = [
    crossing.violations > 0 ? `${crossing.violations} ${crossing.violations === 1 ? "violation" : "violations"}` : null,
    crossing.undecided > 0 ? `${crossing.undecided} undecided` : null,
  ].filter(Boolean);
  const verdicts = parts.length > 0 ? `: ${parts.join(", ")}` : ", all inside a conduit";
  const writes = crossing.writes > 0 ? `; ${crossing.writes} of them write to controllers` : "";
  return `${crossing.total} ${crossing.total === 1 ? "path crosses" : "paths cross"} between zones${verdicts}${writes}.`;
}
