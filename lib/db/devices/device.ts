import "server-only";
import { childValues } from "@/lib/domain/device/child-values";
import type { Device } from "@/lib/domain/device/device";
import { listedPartsOf } from "@/lib/domain/device/listed-parts";
import type { DeviceLifecycle } from "@/lib/domain/lifecycle/lifecycle";
import { versionOrder } from "@/lib/domain/query/version-order";
import type { RiskExplanation } from "@/lib/domain/risk/risk";
import type { RiskCircumstances } from "@/lib/domain/risk/risk-input";
import type { CopyCell } from "../copy-in";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";
import type { DeviceFactColumns } from "./device-facts";
import { deviceLabel } from "./device-label";

/** A row of `device` as the rebuild computes it. */
export interface DeviceProjection extends DeviceFactColumns {
  readonly siteId: string;
  readonly realmIds: readonly string[];
  readonly zoneId: string | null;
  readonly zoneReason: string;
  readonly stateReason: string | null;
  readonly productId: string | null;
  readonly purdueLevel: number | null;
  readonly isExposed: boolean;
  readonly protocols: readonly string[];
  readonly ipOrder: string | null;
  readonly search: string;
  /** When its vendor's support ends or ended; null when no list says. */
  readonly endOfSupportUs: number | null;
  readonly detail: Device;
  readonly risk: RiskExplanation;
  readonly circumstances: RiskCircumstances;
  /** Hash of all the others. */
  readonly fingerprint: string;
}

/**
 * Columns as COPY takes them, in this order. What is made of others here stays true as nothing else writes those
 * (`one-writer-of-devices` of check-source-rules.mjs).
 */
const COLUMNS: readonly (readonly [string, (it: DeviceProjection) => CopyCell])[] = [
  ["id", (it) => it.id],
  ["site_id", (it) => it.siteId],
  ["realm_ids", (it) => it.realmIds],
  ["zone_id", (it) => it.zoneId],
  ["zone_reason", (it) => storableText(it.zoneReason)],
  ["state", (it) => it.state],
  ["presence", (it) => it.presence],
  ["state_reason", (it) => storableText(it.stateReason)],
  ["name", (it) => storableText(it.name)],
  ["vendor", (it) => storableText(it.vendor)],
  ["model", (it) => storableText(it.model)],
  ["firmware", (it) => storableText(it.firmware)],
  ["firmware_order", (it) => (it.firmware === null ? null : versionOrder(it.firmware))],
  ["order_number", (it) => storableText(it.orderNumber)],
  ["product_id", (it) => it.productId],
  ["serial", (it) => storableText(it.serial)],
  ["os", (it) => storableText(it.os)],
  ["role", (it) => storableText(it.role)],
  ["owner", (it) => storableText(it.owner)],
  ["location", (it) => storableText(it.location)],
  ["criticality", (it) => it.criticality],
  ["tags", (it) => it.tags.map(storableItem)],
  ["custom", (it) => storableJson(it.custom)],
  ["purdue_level", (it) => it.purdueLevel],
  ["risk_score", (it) => it.riskScore],
  ["risk_band", (it) => it.riskBand],
  ["conflict_count", (it) => it.conflictCount],
  ["module_count", (it) => it.moduleCount],
  ["is_exposed", (it) => it.isExposed],
  ["ips", (it) => it.ips],
  ["macs", (it) => it.macs],
  ["protocols", (it) => it.protocols.map(storableItem)],
  ["conflict_kinds", (it) => textsOf(it.detail.conflicts.map(({ kind }) => kind))],
  ["notes", (it) => textsOf(it.detail.annotations.notes.map(({ text }) => text))],
  ["child_values", (it) => textsOf(childValues(it.detail))],
  ["ip_order", (it) => it.ipOrder],
  ["search", (it) => storableText(it.search)],
  ["end_of_support_us", (it) => it.endOfSupportUs],
  ["first_seen_us", (it) => it.firstSeenUs],
  ["last_seen_us", (it) => it.lastSeenUs],
  ["detail", (it) => storableJson(it.detail)],
  ["listed", (it) => storableJson(listedPartsOf(it.detail))],
  ["risk", (it) => storableJson(it.risk)],
  ["circumstances", (it) => storableJson(it.circumstances)],
  ["fingerprint", (it) => it.fingerprint],
];

const storableItem = (text: string) => storableText(text) ?? "";

/** Most devices have none, and null takes no room. */
const textsOf = (texts: readonly string[]) => (texts.length === 0 ? null : texts.map(storableItem));

const NAMES = COLUMNS.map(([name]) => name).join(", ");

/** One per connection, empty outside a transaction. */
const STAGING = `create temporary table if not exists device_staging on commit delete rows as
  select ${NAMES} from device with no data`;
const STAGED = `insert into device as d (${NAMES}) select ${NAMES} from device_staging
  on conflict (id) do update set ${COLUMNS.map(([name]) => `${name} = excluded.${name}`).join(", ")}, updated_at = now()
   where d.fingerprint is distinct from excluded.fingerprint`;

function* copyRows(devices: readonly DeviceProjection[]): Generator<CopyCell[]> {
  for (const device of devices) yield COLUMNS.map(([, cell]) => cell(device));
}

/**
 * Writes devices in one go: COPY into a staging table, then one statement that inserts and updates. A device whose
 * fingerprint is the stored one is not touched. Each id at most once. Where none of them is stored they go in straight away.
 */
export async function upsertDevices(tx: Sql, devices: readonly DeviceProjection[]): Promise<void> {
  if (devices.length === 0) return;
  const stored = await storedFingerprints(tx, devices);
  if (stored.size === 0) return tx.copyIn(`device (${NAMES})`, copyRows(devices));
  // What is stored as it is need not travel at all.
  const changed = devices.filter(({ id, fingerprint }) => stored.get(id) !== fingerprint);
  if (changed.length === 0) return;
  await tx.run(STAGING);
  await tx.run("truncate device_staging");
  await tx.copyIn(`device_staging (${NAMES})`, copyRows(changed));
  await tx.run(STAGED);
}

async function storedFingerprints(tx: Sql, devices: readonly DeviceProjection[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; fingerprint: string }>(
    "select id, fingerprint from device where id in (select unnest($1::uuid[]))",
    [devices.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
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
  readonly lifecycle: DeviceLifecycle | null;
}

/** How many of these devices there are. */
export async function countDevicesThere(tx: Sql, ids: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>("select count(*) as count from device where id = any($1::uuid[])", [
    ids,
  ]);
  return row?.count ?? 0;
}

/** The devices as the last rebuild left them; ids that are no devices are left out. */
export async function loadDevices(tx: Sql, ids: readonly string[]): Promise<StoredDevice[]> {
  return tx.query<StoredDevice>(
    `select detail as device, zone_id as "zoneId", zone_reason as "zoneReason", site_id as "siteId", fingerprint,
            circumstances->'lifecycle' as lifecycle
       from device where id in (select unnest($1::uuid[])) order by id`,
    [ids],
  );
}

/**
 * Devices that have one of these cards, or one of these addresses, in whatever realm; inside a transaction. The planner
 * takes comparing two arrays for as cheap as comparing two numbers, and would compare all devices with many addresses.
 */
export async function loadDevicesAt(
  tx: Sql,
  { macs, ips }: { readonly macs: readonly string[]; readonly ips: readonly string[] },
): Promise<StoredDevice[]> {
  await tx.run("set local enable_seqscan = off");
  const devices = await tx.query<StoredDevice>(
    `select detail as device, zone_id as "zoneId", zone_reason as "zoneReason", site_id as "siteId", fingerprint,
            circumstances->'lifecycle' as lifecycle
       from device where macs && $1::text[] or ips && $2::text[]`,
    [macs, ips],
  );
  await tx.run("set local enable_seqscan to default");
  return devices;
}

/** Names (as `labelOfDevice` gives them) and zones of peers, to say whom a device talks to. */
export interface PeerName {
  readonly id: string;
  readonly name: string | null;
  readonly zoneId: string | null;
}

export async function loadPeerNames(tx: Sql, ids: readonly string[]): Promise<PeerName[]> {
  return tx.query<PeerName>(
    `select id, ${deviceLabel("device")} as name, zone_id as "zoneId" from device where id in (select unnest($1::uuid[]))`,
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
    await tx.run("delete from device where id in (select unnest($1::uuid[]))", [ids]);
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
