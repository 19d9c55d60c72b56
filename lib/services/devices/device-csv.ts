import "server-only";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import type { CustomField } from "@/lib/domain/device/custom-field";
import { FIELD_COLUMN } from "@/lib/domain/device/edit-rows";
import type { CsvCell } from "@/lib/domain/export/csv-row";
import { isoTime } from "@/lib/domain/iso-time";
import type { RealmWords } from "./realm-words";

const DEVICE_CSV_COLUMNS = [
  ...["Id", "Name", "State", "Site", "Zone", "Purdue level", "Role", "Vendor", "Model", "Order number", "Firmware"],
  ...["Serial number", "Operating system", "Owner", "Realms", "IP addresses", "MAC addresses", "Services"],
  ...["Risk score", "Risk band", "Contradictions", "First seen (UTC)", "Last seen (UTC)"],
  ...["Location", "Criticality", "Tags", "Modules"],
];

/** Titles with those of the installation's own fields; readEdits knows them again. */
export function deviceCsvTitles(customFields: readonly CustomField[]): string[] {
  return [...DEVICE_CSV_COLUMNS, ...customFields.map(({ key }) => `${FIELD_COLUMN}${key}`)];
}

/** Several values of a cell stand behind "; ". */
export function deviceCsvCells(
  row: DeviceListRow,
  realms: RealmWords,
  customFields: readonly CustomField[],
): CsvCell[] {
  const services = row.services.map(({ transport, port, protocol, evidence }) => {
    const where = port === null ? transport : `${transport}/${port}`;
    return `${evidence === "port-only" ? "possibly " : ""}${protocol} ${where}`;
  });
  return [
    ...[row.id, row.name, row.state, row.site, row.zoneName, row.zonePurdueLevel, row.role, row.vendor, row.model],
    ...[row.orderNumber, row.firmware, row.serial, row.os, row.owner, row.realmIds.map(realms.nameOf).join("; ")],
    ...[row.ips.join("; "), row.macs.join("; "), services.join("; ")],
    ...[row.riskScore, row.riskBand, row.conflictCount, isoTime(row.firstSeenUs), isoTime(row.lastSeenUs)],
    ...[row.location, row.criticality, row.tags.join("; "), row.moduleCount],
    ...customFields.map(({ key }) => row.custom[key] ?? null),
  ];
}
