import "server-only";
import { compareText } from "@/lib/domain/compare-text";
import { changeDay, type DayColumns, type DayTraffic, dayColumns, isInOrder } from "@/lib/domain/flow/day-columns";
import type { Sql } from "../sql";
import { MANY_PORTS, MAX_PORTS, OPERATIONS_ADDED } from "./flow-rollup-sums";

/** What tells sums of flows apart. */
export interface CellKey {
  readonly contentId: number;
  readonly day: number;
  readonly fromZone: string;
  readonly toZone: string;
  readonly protocol: string;
}

/** The zones and the protocol of a sum. */
type CellNames = readonly [from: string, to: string, protocol: string];

/** With more changes than these a day is packed as a whole: a plant that moves has them on each of its days. */
const CELLS_APART = 2_000;

/** Those of a day that changed; null when they are too many to be told apart. */
export interface DayCells {
  readonly day: number;
  readonly cells: readonly CellNames[] | null;
}

/** SQL: what stands behind `from` is rows of sums, which it groups by day. */
export const CELLS_BY_DAY = `
  select day, case when count(*) <= ${CELLS_APART} then json_agg(json_build_array(from_zone, to_zone, protocol)) end as cells from`;

/** Which sums changed on which days. */
export class ChangedCells {
  /** None that are told apart where the whole day is to be packed. */
  readonly days = new Map<number, Map<string, CellNames> | null>();

  addCells(cells: readonly CellKey[]): void {
    for (const { day, fromZone, toZone, protocol } of cells) this.add(day, [[fromZone, toZone, protocol]]);
  }

  /** `null` when they are not told apart. */
  add(day: number, cells: readonly CellNames[] | null): void {
    const known = this.days.get(day);
    if (known === null) return;
    const all = known ?? new Map<string, CellNames>();
    for (const cell of cells ?? []) all.set(cell.join(" "), cell);
    this.days.set(day, cells === null || all.size > CELLS_APART ? null : all);
  }
}

/** Sums of all contents together; `$1` = the day. */
const sumsOfDay = (among: string) => `
  select s.from_zone as "from", s.to_zone as "to", s.protocol, sum(s.flows)::bigint as flows,
         sum(s.packets)::bigint as packets, sum(s.bytes)::bigint as bytes, to_json(${OPERATIONS_ADDED}) as operations,
         min(s.first_seen_us) as "firstSeenUs", max(s.last_seen_us) as "lastSeenUs",
         string_agg(array_to_string(s.ports, ','), ',') as "portTexts"
    from flow_rollup s ${among} where s.day = $1 group by 1, 2, 3`;
const ALL_SUMS = sumsOfDay("");
const SOME_SUMS = sumsOfDay(`join unnest($2::text[], $3::text[], $4::text[]) it(from_zone, to_zone, protocol)
  on (s.from_zone, s.to_zone, s.protocol) = (it.from_zone, it.to_zone, it.protocol)`);

/**
 * Packs what changed (DayColumns); a day on which nothing did in the end keeps its revision. Day by day, and only the sums
 * that changed are read: to read and sort all of 30 days with 30,000 sums takes a minute.
 */
export async function packDays(tx: Sql, changed: ChangedCells, rev: number): Promise<void> {
  for (const [day, cells] of changed.days) {
    const [stored] = await tx.query<{ columns: DayColumns }>(
      "select cells as columns from flow_rollup_day where day = $1",
      [day],
    );
    const columns =
      cells && stored && isInOrder(stored.columns)
        ? changeDay(stored.columns, ...(await changesOf(tx, day, [...cells.values()])))
        : dayColumns(await findSums(tx, ALL_SUMS, [day]));
    const packed = JSON.stringify(columns);
    if (stored && packed === JSON.stringify(stored.columns)) continue;
    await tx.run(
      `insert into flow_rollup_day as d (day, rev, cells) values ($1, $2, $3::json)
       on conflict (day) do update set rev = excluded.rev, cells = excluded.cells`,
      [day, rev, packed],
    );
  }
}

async function changesOf(tx: Sql, day: number, cells: readonly CellNames[]) {
  const keys = cells.map(([from, to, protocol]) => ({ from, to, protocol }));
  const columns = [0, 1, 2].map((at) => cells.map((cell) => cell[at as 0 | 1 | 2]));
  return [keys, await findSums(tx, SOME_SUMS, [day, ...columns])] as const;
}

async function findSums(tx: Sql, query: string, values: readonly unknown[]): Promise<DayTraffic[]> {
  const rows = await tx.query<Omit<DayTraffic, "ports"> & { readonly portTexts: string }>(query, values);
  return rows.map(({ portTexts, ...row }) => ({ ...row, ports: portsOf(portTexts) }));
}

/** As `fewPorts` gives them of one content. */
function portsOf(texts: string): string[] {
  const ports = [...new Set(texts.split(","))].filter((port) => port !== "").sort(compareText);
  return ports.length > MAX_PORTS ? [MANY_PORTS] : ports;
}
