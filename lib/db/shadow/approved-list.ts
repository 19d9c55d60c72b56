import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { IdentityField } from "@/lib/domain/observation";
import { type KnownDevice, type ListedDevice, type SeenValues, seenValues } from "@/lib/domain/triage/reconcile";
import { sql } from "../client";
import { shownDeviceLabel } from "../devices/device-label";
import { followDevices, nulls } from "../devices/follow-devices";

export interface ApprovedListRow {
  readonly id: number;
  readonly fileName: string;
  readonly format: string;
  readonly fileSha256: string;
  readonly realmId: string;
  readonly realm: string;
  readonly site: string;
  readonly createdAt: string;
  readonly rows: number;
}

/** Lists that approve devices, newest first. */
export async function findApprovedLists(id: number | null = null): Promise<ApprovedListRow[]> {
  return sql.query<ApprovedListRow>(
    `select c.id, c.file_name as "fileName", c.format, c.sha256 as "fileSha256", r.id as "realmId", r.name as realm,
            s.name as site, to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
            a.rows
       from source_content c
       join (select content_id, count(*) as rows from approval group by content_id) a on a.content_id = c.id
       join realm r on r.id = c.realm_id join site s on s.id = r.site_id
      where c.is_complete and ($1::bigint is null or c.id = $1)
      order by c.created_at desc, c.id desc`,
    [id],
  );
}

/** The rows of a list with what they say, in the list's order. */
export async function loadListedDevices(contentId: number): Promise<ListedDevice[]> {
  const [rows, facts] = await Promise.all([
    sql.query<Omit<ListedDevice, "facts">>(
      "select position, mac, ip, zone from approval where content_id = $1 order by seq",
      [contentId],
    ),
    sql.query<{ position: number; field: IdentityField; value: string }>(
      `select position, detail->>'field' as field, detail->>'value' as value
         from evidence where content_id = $1 and kind = 'identity' order by seq`,
      [contentId],
    ),
  ]);
  const byPosition = new Map<number, Partial<Record<IdentityField, string>>>();
  for (const { position, field, value } of facts) {
    const known = byPosition.get(position) ?? {};
    byPosition.set(position, known);
    known[field] ??= value;
  }
  return rows.map((row) => ({ ...row, facts: byPosition.get(row.position) ?? {} }));
}

/** A device that changed, as far as lists of its realm ask; one that is no more, or in another realm, is not there. */
export type ListedChange = { readonly rev: number } & (
  | { readonly isThere: false; readonly id: string }
  | ({ readonly isThere: true } & Omit<KnownDevice, "seen">)
);

/** What changed behind a revision, in order; from 0 all devices that there are. */
export function readListedChanges(after: number, realmId: string): AsyncGenerator<ListedChange[]> {
  return followDevices<ListedChange>(after, {
    columns: [
      ...['$3::uuid = any(d.realm_ids) as "isThere"', "d.macs", "d.ips", 'z.name as "zoneName"'],
      ...['d.last_seen_us as "lastSeenUs"', `d.state = 'retired' as "isRetired"`],
    ],
    gone: ["false", ...nulls(5)],
    join: "left join zone z on z.id = d.zone_id",
    parameters: [realmId],
  });
}

const SEEN_AT_ONCE = 1_000;

/** What the network states of these devices. */
export async function loadSeenValues(ids: readonly string[]): Promise<Map<string, SeenValues>> {
  const seen = new Map<string, SeenValues>();
  for (let at = 0; at < ids.length; at += SEEN_AT_ONCE) {
    const rows = await sql.query<{ id: string; fields: Device["fields"] }>(
      "select id, detail->'fields' as fields from device where id in (select unnest($1::uuid[]))",
      [ids.slice(at, at + SEEN_AT_ONCE)],
    );
    for (const { id, fields } of rows) seen.set(id, seenValues(fields));
  }
  return seen;
}

/** A device beside a row of a list. */
export interface ShownDevice {
  readonly id: string;
  readonly name: string;
  readonly ips: string[];
  readonly macs: string[];
}

export async function loadShownDevices(ids: readonly string[]): Promise<Map<string, ShownDevice>> {
  const rows = await sql.query<ShownDevice>(
    `select d.id, ${shownDeviceLabel("d")} as name, d.macs, d.ips from device d where d.id in (select unnest($1::uuid[]))`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
