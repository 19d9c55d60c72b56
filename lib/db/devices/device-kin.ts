import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { Sql } from "../sql";
import { DEVICE_COLUMNS, DEVICE_SOURCE, type DeviceListRow } from "./device-row";

export interface KinRow extends DeviceListRow {
  readonly detail: Device;
  readonly fingerprint: string;
}

/**
 * The devices, and all others that have a card or an address in common with them or with `also`: whatever a decision
 * on them can make, take or change. In the order of ids.
 */
export async function findKinRows(tx: Sql, ids: readonly string[], also: readonly KinRow[] = []): Promise<KinRow[]> {
  return tx.query<KinRow>(
    `with own as (select ips, macs from device where id in (select unnest($1::uuid[]))),
          known as (
       select array(select unnest(ips) from own union select unnest($2::text[])) as ips,
              array(select unnest(macs) from own union select unnest($3::text[])) as macs)
     select ${DEVICE_COLUMNS}, d.detail, d.fingerprint from ${DEVICE_SOURCE}, known
      where d.id = any($1::uuid[]) or d.ips && known.ips or d.macs && known.macs order by d.id`,
    [ids, also.flatMap((it) => it.ips), also.flatMap((it) => it.macs)],
  );
}
