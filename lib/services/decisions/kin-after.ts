import "server-only";
import type { DeviceProjection } from "@/lib/db/devices/device";
import { findKinRows, type KinRow } from "@/lib/db/devices/device-kin";
import { listSiteRows } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zones/zone";
import { listedPartsOf } from "@/lib/domain/device/listed-parts";
import type { DryRun } from "../inventory/dry-run";

/** What `findKinRows` would answer if what the dry run came to had been written. */
export async function kinAfter(
  tx: Sql,
  ids: readonly string[],
  also: readonly KinRow[],
  { changed, gone }: DryRun,
): Promise<KinRow[]> {
  const zones = new Map((await listZoneRows(tx)).map((it) => [it.id, it]));
  const sites = new Map((await listSiteRows(tx)).map((it) => [it.id, it.name]));
  const computed = changed.map((it) => rowOf(it, zones, sites));
  const wanted = new Set(ids);
  const replaced = new Set([...gone, ...changed.map(({ id }) => id)]);
  const own = [...computed.filter(({ id }) => wanted.has(id)), ...also];
  // What goes or changes no longer counts with the addresses that it had, save where they are in `also`.
  const staying = ids.filter((id) => !replaced.has(id));
  const stored = (await findKinRows(tx, staying, own)).filter(({ id }) => !replaced.has(id));
  const known = [...own, ...stored.filter(({ id }) => wanted.has(id))];
  const ips = new Set(known.flatMap((it) => it.ips));
  const macs = new Set(known.flatMap((it) => it.macs));
  const isKin = (row: KinRow) =>
    wanted.has(row.id) || row.ips.some((ip) => ips.has(ip)) || row.macs.some((mac) => macs.has(mac));
  return [...stored, ...computed.filter(isKin)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rowOf(
  projection: DeviceProjection,
  zones: ReadonlyMap<string, { readonly name: string; readonly purdueLevel: number | null }>,
  sites: ReadonlyMap<string, string>,
): KinRow {
  const zone = zones.get(projection.zoneId ?? "");
  return {
    ...projection,
    ...listedPartsOf(projection.detail),
    site: sites.get(projection.siteId) ?? "",
    zoneName: zone?.name ?? null,
    zonePurdueLevel: zone?.purdueLevel ?? null,
  };
}
