import "server-only";
import {
  FOUNDATIONAL_REQUIREMENTS,
  type SecurityLevel,
  type SecurityLevelVector,
  type Zone,
} from "@/lib/domain/zone/zone";
import { sql } from "../client";
import { printOfTable, readPrint } from "../print";
import type { Sql } from "../sql";

/** A zone's own columns and rules; `realm` is a realm's id. */
export interface ZoneRow extends Zone {
  readonly description: string;
  readonly owner: string | null;
}

export interface ZoneRowWithDevices extends ZoneRow {
  readonly deviceCount: number;
  readonly unsanctionedCount: number;
  /** Scores of its devices, added up, and the highest; 0 without devices. */
  readonly riskSum: number;
  readonly riskMax: number;
}

/** {"IAC": 2, …}, or null when no SL-T is set. */
const LEVELS_OF_COLUMN = `case when cardinality(z.security_level_target) = ${FOUNDATIONAL_REQUIREMENTS.length} then jsonb_build_object(${FOUNDATIONAL_REQUIREMENTS.map((it, at) => `'${it}', z.security_level_target[${at + 1}]`).join(", ")}) end`;

const COLUMNS = `z.id, z.name, z.description, z.site_id as "siteId", z.purdue_level as "purdueLevel", z.criticality, z.owner,
  z.parent_id as "parentId", z.consequence, z.consequence_note as "consequenceNote", z.roles, z.queries,
  ${LEVELS_OF_COLUMN} as "securityLevelTarget",
  coalesce((select jsonb_agg(jsonb_build_object('realm', realm_id, 'cidr', cidr) order by realm_id, cidr)
     from zone_cidr where zone_id = z.id), '[]') as cidrs,
  coalesce((select jsonb_agg(jsonb_build_object('realm', realm_id, 'vlan', vlan) order by realm_id, vlan)
     from zone_vlan where zone_id = z.id), '[]') as vlans,
  coalesce((select jsonb_agg(jsonb_build_object('realm', realm_id, 'prefix', prefix) order by realm_id, prefix)
     from zone_mac where zone_id = z.id), '[]') as macs`;

/** SQL: what `zoneLabels` calls all zones, at once: one zone's label alone needs a look at every other. */
export const ZONE_NAMES = `select z.id, case when count(*) over (partition by lower(z.name)) > 1
    then z.name || ' (' || s.name || ')' else z.name end as name
  from zone z join site s on s.id = z.site_id`;

/** What each zone is called, by its id: its name, with its site where another site has a zone of that name. */
export async function zoneNames(db: Sql = sql): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; name: string }>(ZONE_NAMES);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What names places, and tells which addresses are where. */
const PLACES = ["site", "realm", "zone", "zone_cidr"].map(printOfTable);

/** A text that is another after every change of a site, realm or zone, or of a zone's subnets. */
export async function placesPrint(db: Sql = sql): Promise<string> {
  return readPrint(PLACES, db);
}

/** The same, and after every change of a conduit. */
export async function conduitsPrint(): Promise<string> {
  return readPrint([...PLACES, printOfTable("conduit")]);
}

/** The same, and after every change of what else of zones a map shows. */
export async function mapPrint(): Promise<string> {
  return readPrint([...PLACES, ...["conduit", "map_pin"].map(printOfTable)]);
}

/** By name, numbers in names by their value: hall 2 stands before hall 10. Numbers count up to ten digits. */
const NAME_ORDER = `regexp_replace(regexp_replace(z.name, '([0-9]+)', '0000000000\\1', 'g'), '[0-9]+([0-9]{10})', '\\1', 'g') collate "C",
  z.name collate "C", z.id`;

/** All zones with their rules, in an order that does not depend on when they were made. */
export async function listZoneRows(db: Sql = sql): Promise<ZoneRow[]> {
  return db.query<ZoneRow>(`select ${COLUMNS} from zone z order by ${NAME_ORDER}`);
}

export async function findZone(id: string, db: Sql = sql): Promise<ZoneRow | null> {
  const [row] = await db.query<ZoneRow>(`select ${COLUMNS} from zone z where z.id = $1`, [id]);
  return row ?? null;
}

/** Zones with what is in them, highest Purdue level first as on a plant drawing. Retired devices do not count. */
export async function listZonesWithDevices(): Promise<ZoneRowWithDevices[]> {
  return sql.query<ZoneRowWithDevices>(
    `select ${COLUMNS}, coalesce(d.count, 0) as "deviceCount", coalesce(d.unsanctioned, 0) as "unsanctionedCount",
            coalesce(d.risk_sum, 0) as "riskSum", coalesce(d.risk_max, 0) as "riskMax"
       from zone z left join (
         select zone_id, count(*) as count, count(*) filter (where state = 'unsanctioned') as unsanctioned,
                sum(risk_score) as risk_sum, max(risk_score) as risk_max
           from device where state <> 'retired' group by zone_id) d on d.zone_id = z.id
      order by z.purdue_level desc nulls last, ${NAME_ORDER}`,
  );
}

export type NewZone = ZoneRow;

/** Makes the zone or gives it these values; its rules are exactly those given. Throws "conflict" on a taken name. */
export async function putZone(tx: Sql, zone: NewZone): Promise<void> {
  await tx.run(
    `insert into zone (id, name, description, site_id, purdue_level, criticality, owner, parent_id,
                       security_level_target, consequence, consequence_note, roles, queries)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::int[], $10, $11, $12::text[], $13::text[])
     on conflict (id) do update set name = excluded.name, description = excluded.description,
       purdue_level = excluded.purdue_level, criticality = excluded.criticality, owner = excluded.owner,
       parent_id = excluded.parent_id, security_level_target = excluded.security_level_target,
       consequence = excluded.consequence, consequence_note = excluded.consequence_note, roles = excluded.roles,
       queries = excluded.queries, updated_at = now()`,
    [
      ...[zone.id, zone.name, zone.description, zone.siteId, zone.purdueLevel, zone.criticality, zone.owner],
      ...[zone.parentId, levelsOf(zone.securityLevelTarget), zone.consequence, zone.consequenceNote],
      ...[zone.roles, zone.queries],
    ],
  );
  // Rules that stay are not touched: whatever changes here has flows added up anew.
  await tx.run(
    `delete from zone_cidr where zone_id = $1
        and (realm_id, cidr) not in (select * from unnest($2::uuid[], $3::text[]))`,
    [zone.id, zone.cidrs.map((rule) => rule.realm), zone.cidrs.map((rule) => rule.cidr)],
  );
  await tx.run("delete from zone_vlan where zone_id = $1", [zone.id]);
  await tx.run("delete from zone_mac where zone_id = $1", [zone.id]);
  await tx.run(
    "insert into zone_cidr (zone_id, realm_id, cidr) select $1, * from unnest($2::uuid[], $3::text[]) on conflict do nothing",
    [zone.id, zone.cidrs.map((rule) => rule.realm), zone.cidrs.map((rule) => rule.cidr)],
  );
  await tx.run(
    "insert into zone_vlan (zone_id, realm_id, vlan) select $1, * from unnest($2::uuid[], $3::int[]) on conflict do nothing",
    [zone.id, zone.vlans.map((rule) => rule.realm), zone.vlans.map((rule) => rule.vlan)],
  );
  await tx.run(
    "insert into zone_mac (zone_id, realm_id, prefix) select $1, * from unnest($2::uuid[], $3::text[]) on conflict do nothing",
    [zone.id, zone.macs.map((rule) => rule.realm), zone.macs.map((rule) => rule.prefix)],
  );
}

function levelsOf(vector: SecurityLevelVector | null): SecurityLevel[] {
  return vector === null ? [] : FOUNDATIONAL_REQUIREMENTS.map((it) => vector[it]);
}

/** Longest zone name, as in lib/contracts/zones.ts. */
const MAX_NAME_LENGTH = 80;

/**
 * Names of zones that approved lists of the import give and its site does not have, each once; at most `limit`. Names
 * compare without regard to case.
 */
export async function listMissingZoneNames(
  tx: Sql,
  importId: string,
  siteId: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select min(trim(a.zone) collate "C") as name
       from approval a join import_file f on f.content_id = a.content_id
      where f.import_id = $1 and length(trim(a.zone)) between 1 and ${MAX_NAME_LENGTH}
        and not exists (select 1 from zone z where z.site_id = $2 and lower(z.name) = lower(trim(a.zone)))
      group by lower(trim(a.zone)) order by 1 limit $3`,
    [importId, siteId, limit],
  );
  return rows.map((row) => row.name);
}

/** Makes a zone of which only the name is known; one that somebody else makes at the same moment stays as it is. */
export async function insertBareZone(tx: Sql, zone: Pick<NewZone, "id" | "name" | "description" | "siteId">) {
  await tx.run("insert into zone (id, name, description, site_id) values ($1, $2, $3, $4) on conflict do nothing", [
    zone.id,
    zone.name,
    zone.description,
    zone.siteId,
  ]);
}

/** Its conduits go with it, its devices become unzoned. */
export async function removeZone(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from zone where id = $1", [id]);
}
