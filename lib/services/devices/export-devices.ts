import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceQuery } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import {
  DEVICE_SORT_KEYS,
  type DeviceStreamRequest,
  streamDeviceDetails,
  streamDevices,
} from "@/lib/db/devices/device-query";
import type { DeviceDetailRow, DeviceListRow } from "@/lib/db/devices/device-row";
import { csvRow } from "@/lib/domain/export/csv-row";
import { jsonList } from "@/lib/domain/export/json-list";
import { deviceCsvCells, deviceCsvTitles } from "./device-csv";
import { deviceJson } from "./device-json";
import { readFilter } from "./read-query";
import { loadRealmWords, type RealmWords } from "./realm-words";

export interface ExportDevicesOptions {
  readonly format: "csv" | "json";
  /** The filters of the device list, and its order; without an order devices stand by id, which no import changes. */
  readonly query?: Partial<Omit<DeviceQuery, "cursor" | "limit">>;
}

/** Rows read at once: what lists show is small, all that is known of a device may be large. */
const [LISTED_ROWS, DETAILED_ROWS] = [1_000, 200];

/** All devices that the query lets through, as text to be written piece by piece. */
export function exportDevices(actor: Actor, { format, query = {} }: ExportDevicesOptions): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  const sort = query.sort ?? "id";
  const isDescending = query.order ? query.order === "desc" : DEVICE_SORT_KEYS[sort].isDescending;
  const request: Omit<DeviceStreamRequest, "limit"> = { filter: readFilter(query), sort, isDescending };
  return format === "csv"
    ? csv(streamDevices({ ...request, limit: LISTED_ROWS }))
    : jsonList("devices", mapDevices(streamDeviceDetails({ ...request, limit: DETAILED_ROWS })));
}

async function* csv(devices: AsyncIterable<DeviceListRow>): AsyncGenerator<string> {
  const [realms, customFields] = await Promise.all([loadRealmWords(), listCustomFields()]);
  yield csvRow(deviceCsvTitles(customFields));
  for await (const row of devices) yield csvRow(deviceCsvCells(row, realms, customFields));
}

async function* mapDevices(devices: AsyncIterable<DeviceDetailRow>) {
  const realms: RealmWords = await loadRealmWords();
  for await (const row of devices) yield deviceJson(row, realms);
}
