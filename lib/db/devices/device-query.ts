import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { sql } from "../client";
import { SqlParameters } from "../sql-parameters";
import {
  baseCondition,
  type DeviceFilter,
  FACET_VALUE,
  FACET_VALUES,
  facetCondition,
  isSetFacet,
  whereOf,
} from "./device-filter";
import {
  DEVICE_COLUMNS,
  DEVICE_DETAIL_COLUMNS,
  DEVICE_SOURCE,
  type DeviceDetailRow,
  type DeviceListRow,
} from "./device-row";

/**
 * What may be sorted by, and the type of its value. Text compares by code point, so that every database sorts alike;
 * unknown values stand last in either direction, ties stand by id.
 */
export const DEVICE_SORT_KEYS = {
  risk: { expression: "d.risk_score", type: "bigint", isDescending: true },
  name: { expression: 'lower(d.name) collate "C"', type: "text", isDescending: false },
  vendor: { expression: 'lower(d.vendor) collate "C"', type: "text", isDescending: false },
  zone: { expression: 'lower(z.name) collate "C"', type: "text", isDescending: false },
  lastSeen: { expression: "d.last_seen_us", type: "bigint", isDescending: true },
  firstSeen: { expression: "d.first_seen_us", type: "bigint", isDescending: true },
  ip: { expression: 'd.ip_order collate "C"', type: "text", isDescending: false },
  id: { expression: "d.id", type: "uuid", isDescending: false },
} as const;
export type DeviceSort = keyof typeof DEVICE_SORT_KEYS;

/** Sorts whose value may be unknown. */
const IS_NULLABLE: ReadonlySet<DeviceSort> = new Set(["name", "vendor", "zone", "lastSeen", "firstSeen", "ip"]);

/** The row behind which a page begins. */
export interface DevicePosition {
  readonly value: string | number | null;
  readonly id: string;
}

export interface DevicePageRequest {
  readonly filter: DeviceFilter;
  readonly sort: DeviceSort;
  readonly isDescending: boolean;
  readonly after: DevicePosition | null;
  /** Rows that are left out before the first. */
  readonly offset?: number;
  readonly limit: number;
}

/** One page in order, and where the next begins; null at the end. */
export function findDevicePage(
  request: DevicePageRequest,
): Promise<{ rows: DeviceListRow[]; next: DevicePosition | null }> {
  return findPage<DeviceListRow>(DEVICE_COLUMNS, request);
}

/** The rows of these devices, in this order; ids that are no devices (any more) are left out. */
export async function findDevices(ids: readonly string[]): Promise<DeviceListRow[]> {
  return sql.query<DeviceListRow>(
    `select ${DEVICE_COLUMNS} from unnest($1::uuid[]) with ordinality page(id, at) join ${DEVICE_SOURCE} on d.id = page.id
      order by page.at`,
    [ids],
  );
}

/** What is streamed: `limit` says how many are read at once. */
export type DeviceStreamRequest = Omit<DevicePageRequest, "after" | "offset">;

/** Devices as lists show them, one after the other. */
export function streamDevices(request: DeviceStreamRequest): AsyncGenerator<DeviceListRow> {
  return stream(DEVICE_COLUMNS, request);
}

/** Devices with all that is known of them, which takes several times as long to read. */
export function streamDeviceDetails(request: DeviceStreamRequest): AsyncGenerator<DeviceDetailRow> {
  return stream(DEVICE_DETAIL_COLUMNS, request);
}

async function* stream<Row extends { readonly id: string }>(
  columns: string,
  request: DeviceStreamRequest,
): AsyncGenerator<Row> {
  let after: DevicePosition | null = null;
  do {
    const page: { rows: Row[]; next: DevicePosition | null } = await findPage<Row>(columns, { ...request, after });
    yield* page.rows;
    after = page.next;
  } while (after);
}

async function findPage<Row extends { readonly id: string }>(
  columns: string,
  request: DevicePageRequest,
): Promise<{ rows: Row[]; next: DevicePosition | null }> {
  const { expression } = DEVICE_SORT_KEYS[request.sort];
  const direction = request.isDescending ? "desc" : "asc";
  const parameters = new SqlParameters();
  const conditions = [whereOf(request.filter, parameters)];
  if (request.after) conditions.push(behind(request, request.after, parameters));
  // The page is found first: what is shown of a row costs far more than to sort it.
  const found = await sql.query<Row & { sortValue: string | number | null }>(
    `select ${columns}, page."sortValue"
       from (select d.id, ${expression} as "sortValue" from device d left join zone z on z.id = d.zone_id
              where ${conditions.join(" and ")}
              order by ${expression} ${direction} nulls last, d.id
              limit ${parameters.add(request.limit + 1)}::int offset ${parameters.add(request.offset ?? 0)}::int) page
       join ${DEVICE_SOURCE} on d.id = page.id
      order by page."sortValue" ${direction} nulls last, page.id`,
    parameters.values,
  );
  const last = found.length > request.limit ? found[request.limit - 1] : undefined;
  return {
    rows: found.slice(0, request.limit).map(({ sortValue, ...row }) => row as unknown as Row),
    next: last ? { value: last.sortValue, id: last.id } : null,
  };
}

function behind({ sort, isDescending }: DevicePageRequest, after: DevicePosition, parameters: SqlParameters): string {
  const { expression, type } = DEVICE_SORT_KEYS[sort];
  // Said plainly, because only this finds its way through the primary key.
  if (sort === "id") return `d.id ${isDescending ? "<" : ">"} ${parameters.add(after.id)}::uuid`;
  const id = `${parameters.add(after.id)}::uuid`;
  // The first condition is implied by the second, and only it bounds a walk along an index.
  if (after.value !== null && !IS_NULLABLE.has(sort)) {
    const value = `${parameters.add(after.value)}::${type}`;
    const [within, beyond] = isDescending ? ["<=", "<"] : [">=", ">"];
    return `(${expression} ${within} ${value} and (${expression} ${beyond} ${value} or d.id > ${id}))`;
  }
  if (after.value === null) return `(${expression} is null and d.id > ${id})`;
  const value = `${parameters.add(after.value)}::${type}`;
  const further = `${expression} ${isDescending ? "<" : ">"} ${value}`;
  return `(${further} or (${expression} = ${value} and d.id > ${id}) or ${expression} is null)`;
}

export async function countDevices(filter: DeviceFilter): Promise<number> {
  const parameters = new SqlParameters();
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from device d where ${whereOf(filter, parameters)}`,
    parameters.values,
  );
  return row?.count ?? 0;
}

/** Exact counts of every facet's values, each under the search and all filters but its own. One pass over devices. */
export async function countFacets(
  filter: DeviceFilter,
): Promise<{ facet: DeviceFacet; value: string; count: number }[]> {
  const parameters = new SqlParameters();
  const fits = DEVICE_FACETS.map((facet) => facetCondition(facet, filter, parameters) ?? "true");
  const values = Object.entries({ ...FACET_VALUE, ...FACET_VALUES }).map(
    ([facet, expression]) => `${expression} as "${facet}"`,
  );
  const branches = DEVICE_FACETS.map((facet) => {
    const others = DEVICE_FACETS.filter((it) => it !== facet).map((it) => `"fits_${it}"`);
    const isSet = isSetFacet(facet);
    const source = isSet ? `candidate, lateral (select distinct unnest("${facet}") as value) it` : "candidate";
    const value = isSet ? "value" : `"${facet}"`;
    return `select '${facet}' as facet, ${value} as value, count(*) as count from ${source}
             where ${others.join(" and ")} group by 2`;
  });
  return sql.query(
    `with candidate as materialized (
       select ${values.join(", ")},
              ${DEVICE_FACETS.map((facet, at) => `${fits[at]} as "fits_${facet}"`).join(", ")}
         from device d where ${baseCondition(filter, parameters) ?? "true"})
     ${branches.join(" union all ")}`,
    parameters.values,
  );
}

/** Risk and state of every device. */
export async function listRiskOfDevices(): Promise<{ id: string; riskScore: number; state: DeviceState }[]> {
  return sql.query('select id, risk_score as "riskScore", state from device');
}
