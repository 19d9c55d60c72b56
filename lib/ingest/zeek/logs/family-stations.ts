import type { ZeekRow } from "../zeek-row";

/** What a station is numbered or addressed with, and the protocol's own word for it, as the decoders tell it. */
export interface StationFact {
  readonly value: string;
  readonly as: string;
}

/**
 * Object UUIDs are dea00000-6c97-11d1-8271-, then instance, device id and vendor id (IEC 61158-6-10). The parser prints
 * the octets as they came, so that the first three groups are turned around in frames of little-endian senders.
 */
const PROFINET_OBJECT = /^(?:dea00000-6c97-11d1|0000a0de-976c-d111)-8271-[0-9a-f]{4}-?([0-9a-f]{4})([0-9a-f]{4})$/i;

/** Answers carry the UUID of the object that answers; requests that of the one they ask. */
function profinetObject(row: ZeekRow): readonly StationFact[] {
  if (!/^response/i.test(row.text("packet_type") ?? "")) return [];
  const [, device, vendor] = PROFINET_OBJECT.exec(row.text("object_uuid") ?? "") ?? [];
  if (device === undefined || vendor === undefined || vendor === "0000") return [];
  return [
    { value: `0x${vendor.toLowerCase()}`, as: "profinet-io vendor-id" },
    { value: `0x${device.toLowerCase()}`, as: "profinet-io device-id" },
  ];
}

/** Group and unit of the sender; a host that asks takes numbers as it likes. */
function rocAddress(row: ZeekRow, fromClient: boolean | null): readonly StationFact[] {
  const [group, unit] = [row.number("source_group"), row.number("source_unit")];
  if (fromClient !== false || group === null || unit === null) return [];
  return [{ value: `${group}/${unit}`, as: "roc-plus group/unit" }];
}

/** The title that a meter asks to be registered with (IEEE 1703-2012); the relay's answer may hold another's. */
function meterTitle(row: ZeekRow, fromClient: boolean | null): readonly StationFact[] {
  const title = row.text("ap_title");
  if (fromClient !== true || title === null || row.text("electronic_serial_number") === null) return [];
  return [{ value: title, as: "c1222 ap-title" }];
}

const READERS: Readonly<Record<string, (row: ZeekRow, fromClient: boolean | null) => readonly StationFact[]>> = {
  c1222: meterTitle,
  "profinet-io": profinetObject,
  "roc-plus": rocAddress,
};

/** Of the sender of a record; `fromClient` is null when the record does not say whose message it is. */
export const stationFactsOf = (row: ZeekRow, protocol: string, fromClient: boolean | null): readonly StationFact[] =>
  READERS[protocol]?.(row, fromClient) ?? [];
