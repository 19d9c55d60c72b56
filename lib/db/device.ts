import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import type { RiskBand, RiskExplanation } from "@/lib/domain/risk/risk";
import type { Sql } from "./sql";
import { storableJson } from "./storable";

const BATCH_ROWS = 500;

/** A row of `device` as the rebuild computes it. */
export interface DeviceProjection {
  readonly id: string;
  readonly siteId: string;
  readonly realmIds: readonly string[];
  readonly zoneId: string | null;
  readonly zoneReason: string;
  readonly state: DeviceState;
  readonly stateReason: string | null;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly orderNumber: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly role: string | null;
  readonly owner: string | null;
  readonly location: string | null;
  readonly criticality: number | null;
  readonly tags: readonly string[];
  /** Key of a custom field → value. */
  readonly custom: Readonly<Record<string, string>>;
  readonly purdueLevel: number | null;
  readonly riskScore: number;
  readonly riskBand: RiskBand;
  readonly conflictCount: number;
  readonly isExposed: boolean;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly protocols: readonly string[];
  readonly ipOrder: string | null;
  readonly search: string;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly detail: Device;
  readonly risk: RiskExplanation;
  /** Hash of all the others. */
  readonly fingerprint: string;
}

/** Column, its type, the property. Text arrays travel as JSON: unnest would flatten an array of arrays. */
const COLUMNS: readonly (readonly [string, string, keyof DeviceProjection])[] = [
  ["id", "uuid", "id"],
  ["site_id", "uuid", "siteId"],
  ["realm_ids", "uuid[]", "realmIds"],
  ["zone_id", "uuid", "zoneId"],
  ["zone_reason", "text", "zoneReason"],
  ["state", "text", "state"],
  ["state_reason", "text", "stateReason"],
  ["name", "text", "name"],
  ["vendor", "text", "vendor"],
  ["model", "text", "model"],
  ["firmware", "text", "firmware"],
  ["order_number", "text", "orderNumber"],
  ["serial", "text", "serial"],
  ["os", "text", "os"],
  ["role", "text", "role"],
  ["owner", "text", "owner"],
  ["location", "text", "location"],
  ["criticality", "int", "criticality"],
  ["tags", "text[]", "tags"],
  ["custom", "jsonb", "custom"],
  ["purdue_level", "float8", "purdueLevel"],
  ["risk_score", "int", "riskScore"],
  ["risk_band", "text", "riskBand"],
  ["conflict_count", "int", "conflictCount"],
  ["is_exposed", "bool", "isExposed"],
  ["ips", "text[]", "ips"],
  ["macs", "text[]", "macs"],
  ["protocols", "text[]", "protocols"],
  ["ip_order", "text", "ipOrder"],
  ["search", "text", "search"],
  ["first_seen_us", "bigint", "firstSeenUs"],
  ["last_seen_us", "bigint", "lastSeenUs"],
  ["detail", "jsonb", "detail"],
  ["risk", "jsonb", "risk"],
  ["fingerprint", "text", "fingerprint"],
];

const NAMES = COLUMNS.map(([name]) => name);
const UPSERT = `
  insert into device (${NAMES.join(", ")})
  select ${COLUMNS.map(([name, type, key]) => reading(name, type, key)).join(", ")}
    from unnest($1::jsonb[]) as it(row)
  on conflict (id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(", ")}, updated_at = now()`;

function reading(name: string, type: string, key: string): string {
  if (type === "jsonb") return `row->'${key}'`;
  if (type.endsWith("[]")) {
    return `array(select value from jsonb_array_elements_text(row->'${key}') with ordinality order by ordinality)::${type} as ${name}`;
  }
  return `(row->>'${key}')::${type}`;
}

export async function upsertDevices(tx: Sql, devices: readonly DeviceProjection[]): Promise<void> {
  for (let at = 0; at < devices.length; at += BATCH_ROWS) {
    await tx.run(UPSERT, [devices.slice(at, at + BATCH_ROWS).map(storableJson)]);
  }
}

export async function loadFingerprints(tx: Sql): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; fingerprint: string }>("select id, fingerprint from device");
  return new Map(rows.map((row) => [row.id, row.fingerprint]));
}

export interface StoredDevice {
  readonly device: Device;
  readonly zoneId: string | null;
  readonly zoneReason: string;
  readonly siteId: string;
  readonly fingerprint: string;
}

/** The devices as the last rebuild left them; ids that are no devices are left out. */
export async function loadDevices(tx: Sql, ids: readonly string[]): Promise<StoredDevice[]> {
  return tx.query<StoredDevice>(
    `select detail as device, zone_id as "zoneId", zone_reason as "zoneReason", site_id as "siteId", fingerprint
       from device where id = any($1::uuid[]) order by id`,
    [ids],
  );
}

/** Names (as `peerNameOf` gives them) and zones of peers, to say whom a device talks to. */
export interface PeerName {
  readonly id: string;
  readonly name: string | null;
  readonly zoneId: string | null;
}

export async function loadPeerNames(tx: Sql, ids: readonly string[]): Promise<PeerName[]> {
  return tx.query<PeerName>(
    `select id, coalesce(name, ips[1], macs[1]) as name, zone_id as "zoneId" from device where id = any($1::uuid[])`,
    [ids],
  );
}

/**
 * Takes away devices that are no more. `heirs` says which device now has what made them: links to the old one lead
 * there. An id that is a device (again) leads nowhere else.
 */
export async function removeDevices(
  tx: Sql,
  ids: readonly string[],
  heirs: ReadonlyMap<string, string>,
): Promise<void> {
  if (ids.length > 0) {
    await tx.run("delete from device where id = any($1::uuid[])", [ids]);
    const redirects = ids.flatMap((id) => (heirs.has(id) ? [[id, heirs.get(id) as string] as const] : []));
    const [olds, news] = [redirects.map(([old]) => old), redirects.map(([, heir]) => heir)];
    await tx.run(
      `update device_redirect r set new_id = it.heir from unnest($1::uuid[], $2::uuid[]) as it(gone, heir)
        where r.new_id = it.gone`,
      [olds, news],
    );
    await tx.run(
      `insert into device_redirect (old_id, new_id) select * from unnest($1::uuid[], $2::uuid[])
       on conflict (old_id) do update set new_id = excluded.new_id`,
      [olds, news],
    );
  }
  await tx.run("delete from device_redirect where exists (select 1 from device where id = old_id)");
}
