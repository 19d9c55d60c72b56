import "server-only";
import type { PlacementNeed, PlacementParts } from "@/lib/domain/zone/place-device";
import { sql } from "../client";
import { shownDeviceLabel } from "./device-label";
import { DEVICE_DETAIL_COLUMNS, DEVICE_SOURCE, type DeviceDetailRow } from "./device-row";
import { type PlacementColumns, partsFor, placementPartsOf } from "./placement-parts";

export async function findDevice(id: string): Promise<DeviceDetailRow | null> {
  const [row] = await sql.query<DeviceDetailRow>(
    `select ${DEVICE_DETAIL_COLUMNS} from ${DEVICE_SOURCE} where d.id = $1`,
    [id],
  );
  return row ?? null;
}

export async function isDevice(id: string): Promise<boolean> {
  return (await sql.query("select 1 from device where id = $1", [id])).length > 0;
}

/** The device that an id which is none any more became part of; follows chains, never circles. */
export async function findRedirect(id: string): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>(
    `with recursive hop as (
       select new_id, array[old_id] as path from device_redirect where old_id = $1
       union all
       select r.new_id, path || r.old_id from hop join device_redirect r on r.old_id = hop.new_id
        where r.old_id <> all(path))
     select d.id from hop join device d on d.id = hop.new_id limit 1`,
    [id],
  );
  return row?.id ?? null;
}

const NIL = "00000000-0000-0000-0000-000000000000";

export interface PlacedDevice {
  readonly id: string;
  /** To show; an address when it has no name. */
  readonly name: string;
  readonly zoneId: string | null;
  readonly lastSeenUs: number | null;
  readonly parts: PlacementParts;
}

/** All devices with the zone they are in, one after the other by id. */
export async function* streamPlacedDevices(need: PlacementNeed, batchSize = 500): AsyncGenerator<PlacedDevice> {
  const { columns, join } = partsFor(need);
  let after = NIL;
  for (;;) {
    const rows = await sql.query<Omit<PlacedDevice, "parts"> & PlacementColumns>(
      `select d.id, ${shownDeviceLabel("d")} as name, d.zone_id as "zoneId", d.last_seen_us as "lastSeenUs", ${columns}
         from (select * from device where id > $1 order by id limit $2) d ${join}
        order by d.id`,
      [after, batchSize],
    );
    for (const row of rows) {
      const { id, name, zoneId, lastSeenUs } = row;
      yield { id, name, zoneId, lastSeenUs, parts: placementPartsOf(row) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = last.id;
  }
}
