import "server-only";
import type { CustomField } from "@/lib/domain/device/custom-field";
import { SORTABLE_NUMBER } from "@/lib/domain/device/custom-sort";
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
  firmware: { expression: 'd.firmware_order collate "C"', type: "text", isDescending: false },
  role: { expression: 'lower(d.role) collate "C"', type: "text", isDescending: false },
  owner: { expression: 'lower(d.owner) collate "C"', type: "text", isDescending: false },
  location: { expression: 'lower(d.location) collate "C"', type: "text", isDescending: false },
  criticality: { expression: "d.criticality", type: "bigint", isDescending: true },
  os: { expression: 'lower(d.os) collate "C"', type: "text", isDescending: false },
  orderNumber: { expression: 'lower(d.order_number) collate "C"', type: "text", isDescending: false },
  conflicts: { expression: "d.conflict_count", type: "bigint", isDescending: true },
  modules: { expression: "d.module_count", type: "bigint", isDescending: true },
  id: { expression: "d.id", type: "uuid", isDescending: false },
} as const;
/** A field of the installation's own is an order too: by its values, as `customSortValue` reads them. */
export type DeviceSort = keyof typeof DEVICE_SORT_KEYS | CustomField;

/** Sorts whose value is always known. */
const IS_KNOWN: ReadonlySet<DeviceSort> = new Set<DeviceSort>(["risk", "conflicts", "modules", "id"]);

interface SortKey {
  readonly expression: string;
  readonly type: "bigint" | "text" | "uuid" | "double precision";
}

/** What a position's value is of, in the database and in a cursor. */
export function sortTypeOf(sort: DeviceSort): SortKey["type"] {
  if (typeof sort === "string") return DEVICE_SORT_KEYS[sort].type;
  return sort.type === "number" ? "double precision" : sort.type === "choice" ? "bigint" : "text";
}

function sortKeyOf(sort: DeviceSort, parameters: SqlParameters): SortKey {
  if (typeof sort === "string") return DEVICE_SORT_KEYS[sort];
  const type = sortTypeOf(sort);
  const value = `(d.custom->>${parameters.add(sort.key)}::text)`;
  if (type === "double precision") {
    return { type, expression: `case when ${value} ~ '${SORTABLE_NUMBER}' then ${value}::double precision end` };
  }
  if (type === "text") return { type, expression: `lower(${value}) collate "C"` };
  const choices = `${parameters.add(sort.choices)}::text[]`;
  const place = `coalesce(array_position(${choices}, ${value}) - 1, cardinality(${choices}))`;
  return { type, expression: `case when ${value} is not null then ${place} end` };
}

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
  const parameters = new SqlParameters();
  const key = sortKeyOf(request.sort, parameters);
  const { expression } = key;
  const direction = request.isDescending ? "desc" : "asc";
  const conditions = [whereOf(request.filter, parameters)];
  if (request.after) conditions.push(behind({ ...request, after: request.after }, key, parameters));
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

function behind(
  { sort, isDescending, after }: DevicePageRequest & { readonly after: DevicePosition },
  { expression, type }: SortKey,
  parameters: SqlParameters,
): string {
  // Said plainly, because only this finds its way through the primary key.
  if (sort === "id") return `d.id ${isDescending ? "<" : ">"} ${parameters.add(after.id)}::uuid`;
  const id = `${parameters.add(after.id)}::uuid`;
  // The first condition is implied by the second, and only it bounds a walk along an index.
  if (after.value !== null && IS_KNOWN.has(sort)) {
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
