import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { streamVersions } from "@/lib/db/devices/device-version";
import { csvRow } from "@/lib/domain/export/csv-row";
import { jsonList } from "@/lib/domain/export/json-list";
import { deviceCsvCells, deviceCsvTitles } from "./device-csv";
import { pastDeviceJson } from "./device-json";
import type { ExportDevicesOptions } from "./export-devices";
import { loadRealmWords } from "./realm-words";

/**
 * All devices as they were known at a past time, by id. The filters are those of the past list: `q` is plain text, and
 * tag, criticality and presence are not asked. CSV has the columns of today's export.
 */
export function exportDevicesAsOf(
  actor: Actor,
  asOf: string,
  { format, query = {} }: ExportDevicesOptions,
): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  const devices = streamVersions(new Date(asOf), query);
  return format === "csv" ? csv(devices) : jsonList("devices", map(devices));
}

async function* csv(devices: ReturnType<typeof streamVersions>): AsyncGenerator<string> {
  const [realms, customFields] = await Promise.all([loadRealmWords(), listCustomFields()]);
  yield csvRow(deviceCsvTitles(customFields));
  for await (const row of devices) yield csvRow(deviceCsvCells(row, realms, customFields));
}

async function* map(devices: ReturnType<typeof streamVersions>) {
  const realms = await loadRealmWords();
  for await (const row of devices) yield pastDeviceJson(row, realms);
}
