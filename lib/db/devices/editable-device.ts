import "server-only";
import type { EditableDevice } from "@/lib/domain/device/edit-rows";
import { sql } from "../client";
import { shownDeviceLabel } from "./device-label";

/** What people may change of these devices. Ids that are none any more are left out. */
export async function findEditableDevices(ids: readonly string[]): Promise<EditableDevice[]> {
  return sql.query<EditableDevice>(
    `select d.id, ${shownDeviceLabel("d")} as name, d.state, d.site_id as "siteId", z.name as "zoneName",
            d.owner, d.location, d.criticality, d.tags, d.custom
       from device d left join zone z on z.id = d.zone_id where d.id in (select unnest($1::uuid[]))`,
    [ids],
  );
}
