import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { VERDICTS } from "@/lib/contracts/choices";
import type { FlowMatrix, FlowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { listSiteRows } from "@/lib/db/sites/site";
import { conduitsPrint } from "@/lib/db/zones/zone";
import { jsonNumbers } from "@/lib/domain/export/json-numbers";
import type { Operation } from "@/lib/domain/flow/flow";
import type { DayWindow, FlowCube, PairSums } from "@/lib/domain/flow/flow-cube";
import { type ConduitRule, conduitJudge } from "@/lib/domain/zone/judge-conduits";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { currentConduits } from "../conduits/current-conduits";
import { sumZones } from "../devices/sum-inventory";
import { KeptByKey } from "../kept-by-key";
import { flowCube } from "./flow-cube";

const DAY_MS = 86_400_000;

/** Windows that people look at again and again; each is some megabytes with 200 zones. */
const KEPT_ANSWERS = 4;

interface Answer {
  readonly sums: ReturnType<typeof addUp>;
  plain?: FlowMatrix;
  written?: Uint8Array;
}

/** Answers by what they say beside the sums, of this state of them. */
const kept = { cube: null as FlowCube | null, version: 0, answers: new Map<string, Answer>() };

/**
 * Who talks to whom by zone; rows initiate, columns respond. Zones stand by Purdue level, "unzoned" and "internet"
 * last, and only when something is in them.
 */
export async function getFlowMatrix(actor: Actor, query: FlowMatrixQuery = {}): Promise<FlowMatrix> {
  requirePermission(actor, "zones.read");
  const answer = await currentAnswer(query);
  answer.plain ??= { ...answer.sums.head, cells: plainCells(answer.sums.cells) };
  return answer.plain;
}

/** The same as JSON, in UTF-8. */
export async function writeFlowMatrix(actor: Actor, query: FlowMatrixQuery = {}): Promise<Uint8Array> {
  requirePermission(actor, "zones.read");
  const answer = await currentAnswer(query);
  answer.written ??= written(answer.sums);
  return answer.written;
}

/** By question: what was last asked, for which it is enough to see that nothing at all has changed. */
const current = new KeptByKey<Answer>(KEPT_ANSWERS);

async function currentAnswer(query: FlowMatrixQuery): Promise<Answer> {
  const state = await matrixState();
  return current.get(JSON.stringify(query), state, async () => answerTo(await stateOf(query)));
}

/** All that a matrix, or a map of the same, depends on. Before flows are added up the cube is another each time. */
export async function matrixState(): Promise<readonly unknown[]> {
  const cube = await flowCube();
  const version = cube.version;
  return [cube, version, ...(await Promise.all([findInventoryRevision(), conduitsPrint()]))];
}

/** Worked out once for each state of the plant and window; nobody changes what it holds. */
function answerTo(state: State): Answer {
  const { cube, window, before, ...beside } = state;
  if (kept.cube !== cube || kept.version !== cube.version)
    Object.assign(kept, { cube, version: cube.version, answers: new Map() });
  const { answers } = kept;
  const key = JSON.stringify([window, before, beside]);
  const known = answers.get(key);
  if (known) return known;
  const answer: Answer = { sums: addUp(state) };
  if (answers.size >= KEPT_ANSWERS) answers.clear();
  answers.set(key, answer);
  return answer;
}

/** All that an answer is made of. */
async function stateOf(query: FlowMatrixQuery) {
  const [{ zones, unzonedCount }, cube, conduits, sites] = await Promise.all([
    sumZones(),
    flowCube(),
    currentConduits(),
    listSiteRows(),
  ]);
  return { cube, ...windowOf(cube, query), zones, unzonedCount, conduits, sites };
}
type State = Awaited<ReturnType<typeof stateOf>>;

/** Cells in columns; times that are not finite are unknown. */
type Column = Int32Array | Float64Array;
type Columns = { readonly [Key in Exclude<keyof FlowMatrix["cells"], "operations" | "bytesBefore">]: Column } & {
  readonly bytesBefore: Column | null;
  readonly operations: Readonly<Partial<Record<Operation, Column>>>;
};

function addUp({ cube, window, before, zones, unzonedCount, conduits, sites }: State): {
  readonly head: Omit<FlowMatrix, "cells">;
  readonly cells: Columns;
} {
  const sums = cube.sum(window, before);
  const isTouched = (key: string) => {
    const at = sums.zoneKeys.indexOf(key);
    return at >= 0 && (sums.from.includes(at) || sums.to.includes(at));
  };
  const nowhere = { purdueLevel: null, site: null, parentKey: null };
  const pseudo = [
    { key: UNZONED, name: "Unzoned", deviceCount: unzonedCount, ...nowhere },
    { key: INTERNET, name: "Internet", deviceCount: 0, ...nowhere },
  ];
  const labels = zoneLabels(zones, sites);
  const siteNames = new Map(sites.map((site) => [site.id, site.name]));
  const shown = [
    ...zones.map(({ id, name, purdueLevel, deviceCount, siteId, parentId }) => ({
      ...{ key: id, name: labels.get(id) ?? name, purdueLevel, deviceCount },
      ...{ site: siteNames.get(siteId) ?? null, parentKey: parentId },
    })),
    ...pseudo.filter((it) => isTouched(it.key) || it.deviceCount > 0),
  ];
  const range = cube.range;
  return {
    head: {
      zones: shown,
      protocolSets: sums.protocolSets.map((it) => [...it]),
      window: {
        firstDay: range && sayDay(range.firstDay),
        lastDay: range && sayDay(range.lastDay),
        from: window.fromDay === null ? null : sayDay(window.fromDay),
        until: window.toDay === null ? null : sayDay(window.toDay),
      },
    },
    cells: columnsOf(sums, verdictsOf(sums, cube, window, conduits), new Map(shown.map((it, at) => [it.key, at]))),
  };
}

/** Places in VERDICTS. Only what a conduit decides is looked at by protocol and port. */
function verdictsOf(sums: PairSums, cube: FlowCube, window: DayWindow, conduits: readonly ConduitRule[]): Int32Array {
  const judge = conduitJudge(conduits);
  const keys = sums.zoneKeys;
  const [inside, undecided] = [VERDICTS.indexOf("inside"), VERDICTS.indexOf("undecided")];
  const isZone = keys.map((it) => it !== UNZONED && it !== INTERNET);
  const verdicts = sums.from.map((from, at) => (from === sums.to[at] && isZone[from] ? inside : undecided));
  const decided = new Map(
    conduits
      .flatMap(({ fromZoneId: from, toZoneId: to }) => [
        { from, to },
        { from: to, to: from },
      ])
      .map((pair) => [`${pair.from} ${pair.to}`, pair]),
  );
  const traffic = cube.traffic(window, [...decided.values()]);
  for (const [key, { from, to }] of decided) {
    const place = sums.placeOf(from, to);
    if (place >= 0) verdicts[place] = VERDICTS.indexOf(judge.verdict(from, to, traffic.get(key) ?? []));
  }
  return verdicts;
}

function columnsOf(sums: PairSums, verdicts: Int32Array, places: ReadonlyMap<string, number>): Columns {
  const placeOf = sums.zoneKeys.map((key) => places.get(key) ?? -1);
  const columns: Columns = {
    from: sums.from.map((it) => placeOf[it] as number),
    to: sums.to.map((it) => placeOf[it] as number),
    verdict: verdicts,
    ...{ flows: sums.flows, packets: sums.packets, bytes: sums.bytes, bytesBefore: sums.bytesBefore },
    ...{ firstSeenUs: sums.firstSeenUs, lastSeenUs: sums.lastSeenUs },
    ...{ protocols: sums.protocols, operations: sums.operations },
  };
  // A zone that was removed a moment ago has no place any more.
  const { from, to } = columns;
  if (!from.includes(-1) && !to.includes(-1)) return columns;
  const isThere = (_: number, at: number) => from[at] !== -1 && to[at] !== -1;
  return eachColumn(columns, (column) => column.filter(isThere));
}

function eachColumn<Changed>({ bytesBefore, operations, ...columns }: Columns, change: (column: Column) => Changed) {
  const changed = <Key extends string>(some: Readonly<Partial<Record<Key, Column>>>) =>
    Object.fromEntries(
      Object.entries<Column | undefined>(some).flatMap(([key, column]) => (column ? [[key, change(column)]] : [])),
    ) as Record<Key, Changed>;
  return {
    ...changed(columns),
    bytesBefore: bytesBefore && change(bytesBefore),
    operations: changed(operations) as Partial<Record<Operation, Changed>>,
  };
}

/** As the contract has it: plain arrays, and null for a time that is not known. */
function plainCells(cells: Columns): FlowMatrix["cells"] {
  const times = (column: Column) => Array.from(column, (it) => (Number.isFinite(it) ? it : null));
  return {
    ...eachColumn(cells, (column) => Array.from(column)),
    ...{ firstSeenUs: times(cells.firstSeenUs), lastSeenUs: times(cells.lastSeenUs) },
  };
}

function written({ head, cells }: ReturnType<typeof addUp>): Uint8Array {
  const { operations, ...columns } = eachColumn(cells, jsonNumbers);
  const object = (entries: readonly (readonly [string, Uint8Array | null])[], more: readonly Uint8Array[] = []) => [
    Buffer.from("{"),
    ...entries.flatMap(([key, value], at) => [
      Buffer.from(`${at > 0 ? "," : ""}${JSON.stringify(key)}:`),
      value ?? Buffer.from("null"),
    ]),
    ...more,
    Buffer.from("}"),
  ];
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head).slice(0, -1)},"cells":`),
    ...object(Object.entries(columns), [Buffer.from(',"operations":'), ...object(Object.entries(operations))]),
    Buffer.from("}"),
  ]);
}

/** The days that are asked for, and as many before them. */
export function windowOf(
  cube: FlowCube,
  { days, until }: FlowMatrixQuery,
): { window: DayWindow; before: DayWindow | null } {
  const toDay = until === undefined ? (cube.range?.lastDay ?? null) : Math.floor(Date.parse(until) / DAY_MS);
  if (days === undefined || toDay === null) {
    return { window: { fromDay: null, toDay: until === undefined ? null : toDay }, before: null };
  }
  const fromDay = toDay - days + 1;
  return { window: { fromDay, toDay }, before: { fromDay: fromDay - days, toDay: fromDay - 1 } };
}

/** Days since 1970 → "2026-11-26". */
export function sayDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
