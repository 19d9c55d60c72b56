import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import type { RiskBand } from "@/lib/domain/risk/risk";
import { sql } from "../client";
import { type DeviceFilter, whereOf } from "../devices/device-filter";
import { deviceLabel, shownDeviceLabel } from "../devices/device-label";
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

/** Devices that are not retired, by zone, role and name; at most `limit`. */
export async function listMapDevices(limit: number): Promise<MapDeviceRow[]> {
  return sql.query<MapDeviceRow>(
    `select id, ${shownDeviceLabel("device")} as name, zone_id as "zoneId", role,
            risk_band as "riskBand", state
       from device where state <> 'retired'
      order by zone_id nulls last, role nulls last, ${deviceLabel("device")} collate "C", id limit $1`,
    [limit],
  );
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
