import "server-only";
import { compareText } from "@/lib/domain/compare-text";
import {
  changeDay,
  type DayColumns,
  type DayKey,
  type DayTraffic,
  dayColumns,
  isInOrder,
} from "@/lib/domain/flow/day-columns";
import type { Sql } from "../sql";
import { noteWork } from "../work-progress";
import { MANY_PORTS, MAX_PORTS, OPERATIONS_ADDED } from "./flow-rollup-sums";

/** What tells sums of flows apart. */
export interface CellKey {
  readonly contentId: number;
  readonly day: number;
  readonly fromZone: string;
  readonly toZone: string;
  readonly protocol: string;
}

/** With more changes than these, and than its part of the sums of the day, a day is packed as a whole. */
const CELLS_APART = 2_000;
const SHARE_APART = 1 / 3;

/** Fewer are packed within about a second. */
const DAYS_WORTH_SAYING = 3;

/** Tables of a connection, empty outside a transaction. */
const TABLES = [
  `create temporary table if not exists changed_cell (day int, from_zone text, to_zone text, protocol text)
     on commit delete rows`,
  "create index if not exists changed_cell_day on changed_cell (day)",
];

/** SQL: notes which sums changed, some more than once; what stands behind is rows of keys. */
export const NOTE_CHANGED = "insert into changed_cell (day, from_zone, to_zone, protocol)";

/** Nothing is noted as changed yet. */
export async function beginChanges(tx: Sql): Promise<void> {
  for (const table of TABLES) await tx.run(table);
  await tx.run("delete from changed_cell");
}

/** Sums of all contents together; `$1` = the day. */
const sumsOfDay = (among: string) => `
  select s.from_zone as "from", s.to_zone as "to", s.protocol, sum(s.flows)::bigint as flows,
         sum(s.packets)::bigint as packets, sum(s.bytes)::bigint as bytes, to_json(${OPERATIONS_ADDED}) as operations,
         min(s.first_seen_us) as "firstSeenUs", max(s.last_seen_us) as "lastSeenUs",
         string_agg(array_to_string(s.ports, ','), ',') as "portTexts"
    from flow_rollup s ${among} where s.day = $1 group by 1, 2, 3`;
const ALL_SUMS = sumsOfDay("");
const CHANGED_OF_DAY = "select distinct from_zone, to_zone, protocol from changed_cell where day = $1";
const CHANGED_KEYS = `select from_zone as "from", to_zone as "to", protocol from (${CHANGED_OF_DAY}) changed`;
const CHANGED_SUMS = sumsOfDay(`join (${CHANGED_OF_DAY}) it
  on (s.from_zone, s.to_zone, s.protocol) = (it.from_zone, it.to_zone, it.protocol)`);

/**
 * Packs the days of what was noted as changed; one on which nothing did in the end keeps its revision. Day by day, and
 * where few of its sums changed, only those are read: to read and sort all of 30 days with 30,000 sums takes a minute.
 */
export async function packDays(tx: Sql, rev: number): Promise<void> {
  await tx.run("analyze changed_cell");
  const days = await tx.query<{ day: number; cells: number }>(
    "select day, count(*)::int as cells from (select distinct * from changed_cell) changed group by day order by day",
  );
  const isLong = days.length >= DAYS_WORTH_SAYING;
  for (const [done, { day, cells }] of days.entries()) {
    if (isLong) await noteWork(tx, { what: "packing", done, total: days.length });
    await packDay(tx, day, rev, cells);
  }
  if (isLong) await noteWork(tx, null);
}

/** Packs one day (DayColumns), of which so many sums changed; all of them where nobody counted. */
export async function packDay(
  tx: Sql,
  day: number,
  rev: number,
  changed: number = Number.POSITIVE_INFINITY,
): Promise<void> {
  const [stored] = await tx.query<{ text: string }>("select cells::text as text from flow_rollup_day where day = $1", [
    day,
  ]);
  const columns = stored ? (JSON.parse(stored.text) as DayColumns) : null;
  const isApart = columns && isInOrder(columns) && changed <= Math.max(CELLS_APART, columns.from.length * SHARE_APART);
  const packed = JSON.stringify(
    isApart
      ? changeDay(columns, await tx.query<DayKey>(CHANGED_KEYS, [day]), await findSums(tx, CHANGED_SUMS, [day]))
      : dayColumns(await findSums(tx, ALL_SUMS, [day])),
  );
  if (packed === stored?.text) return;
  await tx.run(
    `insert into flow_rollup_day as d (day, rev, cells) values ($1, $2, $3::json)
     on conflict (day) do update set rev = excluded.rev, cells = excluded.cells`,
    [day, rev, packed],
  );
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
