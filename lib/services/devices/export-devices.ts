import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceQuery } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { type DeviceStreamRequest, streamDeviceDetails, streamDevices } from "@/lib/db/devices/device-query";
import type { DeviceDetailRow, DeviceListRow } from "@/lib/db/devices/device-row";
import { csvRow } from "@/lib/domain/export/csv-row";
import { jsonList } from "@/lib/domain/export/json-list";
import { deviceCsvCells, deviceCsvTitles } from "./device-csv";
import { deviceJson } from "./device-json";
import { readFilter } from "./read-query";
import { readSort } from "./read-sort";
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
  const filter = readFilter(query);
  return format === "csv"
    ? csv(inOrder(query, (order) => streamDevices({ filter, ...order, limit: LISTED_ROWS })))
    : jsonList(
        "devices",
        mapDevices(inOrder(query, (order) => streamDeviceDetails({ filter, ...order, limit: DETAILED_ROWS }))),
      );
}

async function* inOrder<Row>(
  { sort, order }: Partial<Pick<DeviceQuery, "sort" | "order">>,
  stream: (order: Pick<DeviceStreamRequest, "sort" | "isDescending">) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  yield* stream(sort === undefined ? { sort: "id", isDescending: order === "desc" } : await readSort({ sort, order }));
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
