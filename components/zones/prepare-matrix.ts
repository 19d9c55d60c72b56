import { type FlowMatrix, type MatrixCell, matrixCells } from "@/lib/contracts/flow-matrix";
import { OPERATIONS } from "@/lib/domain/flow/flow";

type Zone = FlowMatrix["zones"][number];

/** A row and column: a zone, or zones taken together. */
export type MatrixZone = Pick<Zone, "key" | "name" | "purdueLevel" | "deviceCount"> & {
  /** Keys of the zones behind it; one for a zone. */
  readonly members: readonly string[];
};

/** How dark a cell is drawn: 0 (nothing) to 5 (the most bytes of the matrix), by the logarithm of its bytes. */
export type Shade = 0 | 1 | 2 | 3 | 4 | 5;

/** What stands out in a cell: changing the process outranks changing a value. */
export type OperationMark = "program" | "write" | null;

/** Against the window before: nothing was there, at least a quarter more or less, about the same; null = no window. */
export type Trend = "new" | "up" | "down" | "same" | null;

export interface PreparedCell extends MatrixCell {
  readonly shade: Shade;
  readonly mark: OperationMark;
  readonly trend: Trend;
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

/** What rows and columns stand for. */
export const GROUPINGS = ["zone", "parent", "site", "level"] as const;
export type Grouping = (typeof GROUPINGS)[number];

const NOTICED_CHANGE = 1.25;

export function prepareMatrix(matrix: FlowMatrix, grouping: Grouping = "zone"): PreparedMatrix {
  const { zones, cells: parts } = grouping === "zone" ? ungrouped(matrix) : groupedBy(matrix, grouping);
  let most = 1;
  for (const { bytes } of parts) most = Math.max(most, bytes);
  const byPlace = new Map<string, PreparedCell>();
  const crossing = { total: 0, undecided: 0, violations: 0, writes: 0 };
  for (const cell of parts) {
    const mark = markOf(cell);
    byPlace.set(`${cell.from} ${cell.to}`, { ...cell, shade: shadeOf(cell.bytes, most), mark, trend: trendOf(cell) });
    if (cell.from === cell.to) continue;
    crossing.total++;
    if (cell.verdict === "undecided") crossing.undecided++;
    if (cell.verdict === "violation") crossing.violations++;
    if (mark !== null) crossing.writes++;
  }
  return {
    zones,
    cells: [...byPlace.values()],
    cell: (from, to) => byPlace.get(`${from} ${to}`) ?? null,
    crossing,
  };
}

function ungrouped(matrix: FlowMatrix): { zones: MatrixZone[]; cells: MatrixCell[] } {
  return { zones: matrix.zones.map((zone) => ({ ...zone, members: [zone.key] })), cells: matrixCells(matrix) };
}

/** Zones that share a parent, a site or a level are one row; what is no zone stays itself. */
function groupedBy(
  matrix: FlowMatrix,
  grouping: Exclude<Grouping, "zone">,
): { zones: MatrixZone[]; cells: MatrixCell[] } {
  const byKey = new Map(matrix.zones.map((zone) => [zone.key, zone]));
  const groups = new Map<string, MatrixZone & { members: string[]; deviceCount: number }>();
  const groupOf = new Map<string, string>();
  for (const zone of matrix.zones) {
    const { key, name, purdueLevel } = groupNameOf(zone, grouping, byKey);
    const group = groups.get(key) ?? { key, name, purdueLevel, deviceCount: 0, members: [] };
    group.deviceCount += zone.deviceCount;
    group.members.push(zone.key);
    groups.set(key, group);
    groupOf.set(zone.key, key);
  }
  const cells = new Map<string, MatrixCell>();
  for (const cell of matrixCells(matrix)) {
    const [from, to] = [groupOf.get(cell.from) as string, groupOf.get(cell.to) as string];
    const key = `${from} ${to}`;
    const known = cells.get(key);
    cells.set(key, known ? together(known, cell) : { ...cell, from, to });
  }
  return { zones: [...groups.values()], cells: [...cells.values()] };
}

function groupNameOf(zone: Zone, grouping: Exclude<Grouping, "zone">, byKey: ReadonlyMap<string, Zone>) {
  if (zone.site === null) return zone;
  if (grouping === "site") return { key: `site ${zone.site}`, name: zone.site, purdueLevel: null };
  if (grouping === "level") {
    const name = zone.purdueLevel === null ? "No level" : `Level ${zone.purdueLevel}`;
    return { key: `level ${zone.purdueLevel}`, name, purdueLevel: zone.purdueLevel };
  }
  // The outermost zone; a circle, which nobody can save, ends where it began.
  let top = zone;
  for (const seen = new Set([zone.key]); top.parentKey !== null; ) {
    const parent = byKey.get(top.parentKey);
    if (!parent || seen.has(parent.key)) break;
    seen.add(parent.key);
    top = parent;
  }
  return top;
}

const WORST_FIRST: readonly MatrixCell["verdict"][] = ["violation", "undecided", "inside"];

function together(a: MatrixCell, b: MatrixCell): MatrixCell {
  const pick = (x: string | null, y: string | null, isFirst: boolean) =>
    x === null || y === null ? (x ?? y) : x < y === isFirst ? x : y;
  return {
    from: a.from,
    to: a.to,
    protocols: [...new Set([...a.protocols, ...b.protocols])].sort(),
    flows: a.flows + b.flows,
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    bytesBefore: a.bytesBefore === null ? null : a.bytesBefore + (b.bytesBefore ?? 0),
    operations: Object.fromEntries(
      OPERATIONS.map((it) => [it, (a.operations[it] ?? 0) + (b.operations[it] ?? 0)] as const).filter(([, n]) => n > 0),
    ),
    firstSeenAt: pick(a.firstSeenAt, b.firstSeenAt, true),
    lastSeenAt: pick(a.lastSeenAt, b.lastSeenAt, false),
    verdict: WORST_FIRST.find((it) => it === a.verdict || it === b.verdict) ?? a.verdict,
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

function trendOf({ bytes, bytesBefore }: MatrixCell): Trend {
  if (bytesBefore === null) return null;
  if (bytesBefore === 0) return "new";
  if (bytes >= bytesBefore * NOTICED_CHANGE) return "up";
  return bytes * NOTICED_CHANGE <= bytesBefore ? "down" : "same";
}

export const TREND_WORDS: Readonly<Record<NonNullable<Trend>, string>> = {
  new: "new against the window before",
  up: "more than in the window before",
  down: "less than in the window before",
  same: "about as in the window before",
};
export const TREND_ARROWS: Readonly<Record<NonNullable<Trend>, string>> = { new: "✳", up: "↗", down: "↘", same: "" };

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

/** One cell in words, for whoever does not see it. */
export function cellSentence(cell: PreparedCell, from: MatrixZone, to: MatrixZone, sayBytes: (n: number) => string) {
  const verdict = from.key === to.key ? "within" : cell.verdict;
  const mark = cell.mark === null ? "" : cell.mark === "program" ? ", programs controllers" : ", writes";
  const trend = cell.trend === null || cell.trend === "same" ? "" : `, ${TREND_WORDS[cell.trend]}`;
  return `${from.name} to ${to.name}: ${cell.protocols.join(", ")}, ${sayBytes(cell.bytes)}, ${verdict}${mark}${trend}`;
}
