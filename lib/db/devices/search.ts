import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import { sql } from "../client";
import { containsPattern, SqlParameters } from "../sql-parameters";
import { deviceCondition } from "./device-condition";

export interface FoundDevice {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  /** The first of each kind. */
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly zone: string | null;
}

const MAX_WORDS = 12;

/** What is typed, without what no text holds. */
export function readSearch(q: string): { readonly typed: string; readonly words: readonly string[] } {
  const typed = q.replaceAll("\u0000", "").trim().toLowerCase();
  return { typed, words: typed.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS) };
}

/** Devices by any of their names; one whose name or address is exactly what was typed stands first. */
export async function searchDevices(q: string, limit: number): Promise<FoundDevice[]> {
  const { typed, words } = readSearch(q);
  if (words.length === 0) return [];
  const parameters = new SqlParameters();
  const parts = words.map((text) => ({ kind: "words" as const, text }));
  return findSearched(deviceCondition({ kind: "and", parts }, parameters, 0), parameters, typed, limit);
}

/** The first of these devices in the order of a search. */
export async function rankSearched(ids: readonly string[], typed: string, limit: number): Promise<FoundDevice[]> {
  const parameters = new SqlParameters();
  return findSearched(`d.id in (select unnest(${parameters.add(ids)}::uuid[]))`, parameters, typed, limit);
}

/** Devices that have exactly this address. */
export async function findDevicesByAddress(address: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from device where ips @> array[$1::text] union select id from device where macs @> array[$1::text]
      order by id limit $2`,
    [address, limit],
  );
  return rows.map(({ id }) => id);
}

async function findSearched(
  condition: string,
  parameters: SqlParameters,
  typedText: string,
  limit: number,
): Promise<FoundDevice[]> {
  const typed = parameters.add(typedText);
  return sql.query<FoundDevice>(
    `select d.id, d.name, d.vendor, d.model, d.ips[1:1] as ips, d.macs[1:1] as macs, z.name as zone
       from device d left join (${ZONE_NAMES}) z on z.id = d.zone_id
      where ${condition}
      order by (lower(d.name) = ${typed} or ${typed} = any(d.ips) or ${typed} = any(d.macs)) is true desc,
               starts_with(lower(d.name), ${typed}) is true desc, d.risk_score desc, d.id
      limit ${parameters.add(limit)}::int`,
    parameters.values,
  );
}

export async function searchZones(q: string, limit: number) {
  return sql.query<{ id: string; name: string; description: string; site: string }>(
    `select z.id, l.name, z.description, s.name as site
       from zone z join site s on s.id = z.site_id join (${ZONE_NAMES}) l on l.id = z.id
      where lower(z.name) like $1 order by l.name limit $2`,
    [containsPattern(q.toLowerCase()), limit],
  );
}

/** Imports by the names of their files. */
export async function searchImports(q: string, limit: number) {
  return sql.query<{ id: string; fileName: string; createdAt: Date; actor: string }>(
    `select id, "fileName", "createdAt", actor from (
       select distinct on (i.id) i.id, f.name as "fileName", i.created_at as "createdAt", i.actor
         from import_file f join import i on i.id = f.import_id
        where lower(f.name) like $1 order by i.id, f.number) found
      order by "createdAt" desc, id limit $2`,
    [containsPattern(q.toLowerCase()), limit],
  );
}
