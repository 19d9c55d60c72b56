import "server-only";
import { pushAll } from "@/lib/domain/long-lists";
import type { IdentityField } from "@/lib/domain/observation";
import type { KnownDevice, ListedDevice } from "@/lib/domain/triage/reconcile";
import { sql } from "../client";
import { shownDeviceLabel } from "../devices/device-label";

const PAGE_DEVICES = 1_000;

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

/** Every device of a realm, read in pages. */
export async function loadKnownDevices(realmId: string): Promise<KnownDevice[]> {
  const devices: KnownDevice[] = [];
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const page = await sql.query<KnownDevice>(
      `select d.id, ${shownDeviceLabel("d")} as name, d.macs, d.ips,
              z.name as "zoneName", d.last_seen_us as "lastSeenUs", d.state = 'retired' as "isRetired",
              d.detail->'fields' as fields
         from device d left join zone z on z.id = d.zone_id
        where $1::uuid = any(d.realm_ids) and d.id > $2::uuid order by d.id limit ${PAGE_DEVICES}`,
      [realmId, after],
    );
    pushAll(devices, page);
    if (page.length < PAGE_DEVICES) return devices;
    after = (page.at(-1) as KnownDevice).id;
  }
}
