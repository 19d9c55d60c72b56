import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import type { RiskBand } from "@/lib/domain/risk/risk";
import { sql } from "../client";
import { type DeviceFilter, whereOf } from "../devices/device-filter";
import { deviceLabel, shownDeviceLabel } from "../devices/device-label";
import { followDevices, nulls } from "../devices/follow-devices";
import type { Sql } from "../sql";
import { SqlParameters } from "../sql-parameters";

export interface MapDeviceRow {
  readonly id: string;
  readonly name: string;
  readonly zoneId: string | null;
  readonly role: string | null;
  readonly riskBand: RiskBand;
  readonly state: DeviceState;
}

export interface MapPinRow {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

/** SQL: what a map shows of a device, as columns of MapDeviceRow but for its id. */
const shownOf = (device: string) =>
  `${shownDeviceLabel(device)} as name, ${device}.zone_id as "zoneId", ${device}.role,
   ${device}.risk_band as "riskBand", ${device}.state`;

/** Devices that are not retired, by zone, role and name; at most `limit`. `placeOf` says the same order. */
export async function listMapDevices(limit: number): Promise<MapDeviceRow[]> {
  return sql.query<MapDeviceRow>(
    `select id, ${shownOf("device")}
       from device where state <> 'retired'
      order by zone_id nulls last, role nulls last, ${deviceLabel("device")} collate "C", id limit $1`,
    [limit],
  );
}

/** SQL: where a device stands in the order of `listMapDevices`, as a row to compare. Unknown is last. */
const placeOf = (device: string) =>
  `(${device}.zone_id is null, coalesce(${device}.zone_id, '00000000-0000-0000-0000-000000000000'), ${device}.role is null, coalesce(${device}.role, ''),
    ${deviceLabel(device)} is null, coalesce(${deviceLabel(device)}, '') collate "C", ${device}.id)`;

export interface MapDeviceChange {
  readonly rev: number;
  readonly id: string;
  /** Null when it is retired or no more. */
  readonly device: MapDeviceRow | null;
  /** Whether it stands behind `last`. */
  readonly isBehind: boolean;
}

/**
 * Devices that changed behind a revision, in order; throws ForgottenError when what went since is not kept any more.
 * @param last the device behind which no more are shown; null when all are
 */
export async function* readMapDeviceChanges(after: number, last: string | null): AsyncGenerator<MapDeviceChange[]> {
  type Row = MapDeviceRow & { readonly rev: number; readonly isGone: boolean; readonly isBehind: boolean };
  const batches = followDevices<Row>(after, {
    columns: [shownOf("d"), 'false as "isGone"', `coalesce(${placeOf("d")} > ${placeOf("l")}, false) as "isBehind"`],
    gone: [...nulls(5), "true", "false"],
    join: "left join device l on l.id = $3::uuid",
    parameters: [last],
  });
  for await (const rows of batches) {
    yield rows.map(({ rev, isGone, isBehind, ...device }) => ({
      ...{ rev, id: device.id, isBehind },
      device: isGone || device.state === "retired" ? null : device,
    }));
  }
}

/** Ids of all devices that the filter finds; at most `limit`. */
export async function listDeviceIds(filter: DeviceFilter, limit: number): Promise<string[]> {
  const parameters = new SqlParameters();
  const where = whereOf(filter, parameters);
  const rows = await sql.query<{ id: string }>(
    `select d.id from device d where ${where} order by d.id limit ${parameters.add(limit)}::int`,
    parameters.values,
  );
  return rows.map((row) => row.id);
}

export async function listMapPins(): Promise<MapPinRow[]> {
  return sql.query<MapPinRow>("select key, x, y from map_pin order by key");
}

export async function putMapPin(tx: Sql, pin: MapPinRow, actor: string): Promise<void> {
  await tx.run(
    `insert into map_pin (key, x, y, actor) values ($1, $2, $3, $4)
     on conflict (key) do update set x = excluded.x, y = excluded.y, actor = excluded.actor, at = now()`,
    [pin.key, pin.x, pin.y, actor],
  );
}

/** Everything stands again where the layout puts it. */
export async function removeMapPins(tx: Sql): Promise<number> {
  return tx.run("delete from map_pin");
}
