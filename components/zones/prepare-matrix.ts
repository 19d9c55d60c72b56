import { VERDICTS } from "@/lib/contracts/choices";
import type { FlowMatrix, MatrixCell } from "@/lib/contracts/flow-matrix";
import { matrixCellAt, matrixCells } from "@/lib/contracts/matrix-cells";
import { OPERATIONS, type Operation } from "@/lib/domain/flow/flow";

/** More zones than these are drawn as a picture: a table of so many cells is slow, and no longer seen at once. */
export const MAX_TABLE_ZONES = 24;

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
  /** Most bytes first. Made when it is first asked for: a picture of many zones needs no cell as an object. */
  readonly cells: readonly PreparedCell[];
  readonly picture: MatrixPicture;
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

/** What is drawn, row by row: entry `row * side + column` of each. */
export interface MatrixPicture {
  /** Shade, 0 where nothing passed. */
  readonly shades: Uint8Array;
  /** Places in VERDICTS; 255 where nothing passed. */
  readonly verdicts: Uint8Array;
  /** 0 nothing, 1 writes, 2 programs. */
  readonly marks: Uint8Array;
}

/** Cells in columns, and one of them as an object. */
interface Parts {
  readonly zones: readonly MatrixZone[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly bytes: readonly number[];
  readonly verdict: readonly number[];
  /** 0 nothing, 1 writes, 2 programs. */
  readonly marks: Uint8Array;
  cellAt(at: number): MatrixCell;
}

const NOTICED_CHANGE = 1.25;
const MARKS: readonly OperationMark[] = [null, "write", "program"];

export function prepareMatrix(matrix: FlowMatrix, grouping: Grouping = "zone"): PreparedMatrix {
  const parts = grouping === "zone" ? ungrouped(matrix) : groupedBy(matrix, grouping);
  const { zones, from, to, bytes, verdict, marks } = parts;
  const side = zones.length;
  const picture: MatrixPicture = {
    shades: new Uint8Array(side * side),
    verdicts: new Uint8Array(side * side).fill(255),
    marks: new Uint8Array(side * side),
  };
  // One more than the place, so that 0 is nothing.
  const places = new Uint32Array(side * side);
  const steps = shadeSteps(bytes);
  const crossing = { total: 0, undecided: 0, violations: 0, writes: 0 };
  const [violation, undecided] = [VERDICTS.indexOf("violation"), VERDICTS.indexOf("undecided")];
  // The first picture is drawn by code that ran for the first time: 40,000 cells leave no room for calls and objects.
  const { shades, verdicts, marks: drawnMarks } = picture;
  for (let at = 0; at < from.length; at++) {
    const [row, column] = [from[at] as number, to[at] as number];
    const spot = row * side + column;
    const cellVerdict = verdict[at] as number;
    const mark = marks[at] as number;
    places[spot] = at + 1;
    shades[spot] = shadeBy(steps, bytes[at] as number);
    verdicts[spot] = cellVerdict;
    drawnMarks[spot] = mark;
    if (row === column) continue;
    crossing.total++;
    if (cellVerdict === undecided) crossing.undecided++;
    if (cellVerdict === violation) crossing.violations++;
    if (mark > 0) crossing.writes++;
  }
  const at = new Map(zones.map(({ key }, index) => [key, index]));
  const prepared = (place: number): PreparedCell => {
    const cell = parts.cellAt(place);
    const mark = MARKS[marks[place] as number] as OperationMark;
    return { ...cell, shade: shadeBy(steps, cell.bytes), mark, trend: trendOf(cell) };
  };
  let cells: PreparedCell[] | null = null;
  return {
    ...{ zones, picture, crossing },
    get cells() {
      cells ??= from.map((_, place) => prepared(place)).sort((a, b) => b.bytes - a.bytes);
      return cells;
    },
    cell(fromKey, toKey) {
      const [row, column] = [at.get(fromKey), at.get(toKey)];
      const place = row === undefined || column === undefined ? 0 : (places[row * side + column] as number);
      return place === 0 ? null : prepared(place - 1);
    },
  };
}

function ungrouped(matrix: FlowMatrix): Parts {
  const { from, to, bytes, verdict, operations } = matrix.cells;
  const marks = new Uint8Array(from.length);
  for (const operation of OPERATIONS) {
    const [counts, mark] = [operations[operation], markOf(operation)];
    if (!counts || mark === 0) continue;
    for (let at = 0; at < marks.length; at++)
      if ((counts[at] as number) > 0 && mark > (marks[at] as number)) marks[at] = mark;
  }
  return {
    zones: matrix.zones.map((zone) => ({ ...zone, members: [zone.key] })),
    ...{ from, to, bytes, verdict, marks },
    cellAt: (at) => matrixCellAt(matrix, at),
  };
}

/** Zones that share a parent, a site or a level are one row; what is no zone stays itself. */
function groupedBy(matrix: FlowMatrix, grouping: Exclude<Grouping, "zone">): Parts {
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
  const list = [...cells.values()];
  const places = new Map([...groups.keys()].map((key, at) => [key, at]));
  return {
    zones: [...groups.values()],
    from: list.map((it) => places.get(it.from) as number),
    to: list.map((it) => places.get(it.to) as number),
    bytes: list.map((it) => it.bytes),
    verdict: list.map((it) => VERDICTS.indexOf(it.verdict)),
    marks: Uint8Array.from(list, ({ operations }) =>
      Math.max(0, ...OPERATIONS.filter((it) => (operations[it] ?? 0) > 0).map(markOf)),
    ),
    cellAt: (at) => list[at] as MatrixCell,
  };
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
  const pick = (one: string | null, other: string | null, isFirst: boolean) =>
    one === null || other === null ? (one ?? other) : one < other === isFirst ? one : other;
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

/** Bytes above which a cell is a shade darker: fifths of the logarithm of the most. */
function shadeSteps(bytes: readonly number[]): readonly number[] {
  let most = 1;
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > most) most = bytes[at] as number;
  return [1, 2, 3, 4].map((step) => (most + 1) ** (step / 5) - 1);
}

function shadeBy(steps: readonly number[], bytes: number): Shade {
  let shade = 1;
  while (shade < 5 && bytes > (steps[shade - 1] as number)) shade++;
  return shade as Shade;
}

function markOf(operation: Operation): 0 | 1 | 2 {
  if (operation === "program" || operation === "firmware") return 2;
  return operation === "write" || operation === "control" ? 1 : 0;
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
