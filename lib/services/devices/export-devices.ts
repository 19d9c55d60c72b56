import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceQuery } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { DEVICE_SORT_KEYS, streamDevices } from "@/lib/db/devices/device-query";
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

const BATCH_SIZE = 200;

/** All devices that the query lets through, as text to be written piece by piece. */
export function exportDevices(actor: Actor, { format, query = {} }: ExportDevicesOptions): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  const sort = query.sort ?? "id";
  const isDescending = query.order ? query.order === "desc" : DEVICE_SORT_KEYS[sort].isDescending;
  const devices = streamDevices({ filter: readFilter(query), sort, isDescending, limit: BATCH_SIZE });
  return format === "csv" ? csv(devices) : jsonList("devices", mapDevices(devices));
}

async function* csv(devices: ReturnType<typeof streamDevices>): AsyncGenerator<string> {
  const [realms, customFields] = await Promise.all([loadRealmWords(), listCustomFields()]);
  yield csvRow(deviceCsvTitles(customFields));
  for await (const row of devices) yield csvRow(deviceCsvCells(row, realms, customFields));
}

async function* mapDevices(devices: ReturnType<typeof streamDevices>) {
  const realms: RealmWords = await loadRealmWords();
  for await (const row of devices) yield deviceJson(row, realms);
}
