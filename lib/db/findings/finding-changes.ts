import "server-only";
import type { FindingColumnsRow, FindingDevice } from "@/lib/domain/columns/finding-columns";
import { SET_SEPARATOR } from "@/lib/domain/columns/text-column";
import { sql } from "../client";
import { BATCH_ROWS, followChanges, forgottenRow, readChanges } from "../read-changes";

/** A finding as it is now, or one that is no more. */
export type FindingChange = { readonly rev: number; readonly id: string } & (
  | { readonly isGone: true }
  | ({ readonly isGone: false } & FindingColumnsRow)
);

const DEVICE = `d.id as "deviceId", d.name as "deviceName", d.zone_id as "zoneId", d.site_id as "siteId",
  array_to_string(d.realm_ids, '${SET_SEPARATOR}') as "realmIds", d.state = 'retired' as "isRetired"`;

/** What changed behind a revision, in order; from 0 all findings that there are. */
export function readFindingChanges(after: number): AsyncGenerator<FindingChange[]> {
  return followChanges("finding", after, (rev, known) =>
    sql.query<FindingChange>(
      `(select f.rev, f.id, false as "isGone", ${DEVICE}, f.kind, f.key, f.title, f.verdict, f.product, f.cves, f.cvss,
               f.is_kev as "isKev", f.decision, f.priority
          from finding f join device d on d.id = f.device_id
         where f.rev > $1 order by f.rev limit ${BATCH_ROWS})
       union all
       (select rev, finding_id, true, ${Array(16).fill("null").join(", ")}
          from finding_gone where rev > $1 order by rev limit ${BATCH_ROWS})
       union all (${forgottenRow("finding", 18, "$2")})
       order by rev limit ${BATCH_ROWS}`,
      [rev, known],
    ),
  );
}

/** Devices with findings that changed behind one revision of devices and no later than another. */
export function readFindingDevices(after: number, upTo: number): AsyncGenerator<FindingDevice[]> {
  return readChanges(after, (rev) =>
    sql.query<FindingDevice & { readonly rev: number }>(
      `select d.rev, ${DEVICE} from device d
        where d.rev > $1 and d.rev <= $2 and exists (select 1 from finding f where f.device_id = d.id)
        order by d.rev limit ${BATCH_ROWS}`,
      [rev, upTo],
    ),
  );
}

/** A number that is another after every change of any finding, and of their going. */
export async function findFindingRevision(): Promise<string> {
  const [row] = await sql.query<{ rev: string }>(
    `select coalesce((select max(rev) from finding), 0) || ' ' || coalesce((select max(rev) from finding_gone), 0) as rev`,
  );
  return (row as { rev: string }).rev;
}
