import type { IdentityField } from "@/lib/domain/observation";
import type { ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/** Columns of the network layer that newer versions of the parser add (ASHRAE 135 clause 6.2, annex J.2.5). */
export const ROUTING = ["snet", "slen", "sadr", "dnet", "dlen", "dadr", "fwd_ip", "fwd_port"];

/** Who speaks in a message, not only whose frame it came in. */
export interface BacnetSender {
  readonly ip: string;
  readonly port: number | null;
  /** "bacnet 2001/12": behind a router, on a network without IP. */
  readonly station: string | null;
}

/** A broadcast device passes on what another one said: then that one speaks. Older logs name only the connection. */
export function bacnetSender(row: ZeekRow, ends: Ends): BacnetSender {
  const station = stationOf(row);
  const forwarded = row.ip("fwd_ip");
  if (forwarded !== null) return { ip: forwarded, port: row.port("fwd_port"), station };
  const ip = row.ip("source_h") ?? (row.flag("is_orig") === false ? ends.resp : ends.orig);
  return { ip, port: row.port("source_p") ?? (ip === ends.orig ? ends.origPort : ends.respPort), station };
}

function stationOf(row: ZeekRow): string | null {
  const network = row.number("snet");
  const hex = row.text("sadr");
  if (network === null || hex === null || !/^(?:[0-9a-f]{2}){1,18}$/i.test(hex)) return null;
  return `bacnet ${network}/${stationAddress(hex)}`;
}

/** As our decoder writes it: a number on MS/TP, address and port on IP, else the bytes. */
function stationAddress(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const [first = 0, second = 0, third = 0, fourth = 0, high = 0, low = 0] = bytes;
  if (bytes.length === 1) return String(first);
  if (bytes.length === 6) return `${first}.${second}.${third}.${fourth}:${high * 256 + low}`;
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** What a device says of itself: of the station, where the message names one; else of the instance at the address. */
export function tellOfDevice(
  report: ZeekReport,
  { ip, station }: BacnetSender,
  instance: string,
  field: IdentityField,
  value: string | null,
  as: string,
): void {
  if (station === null) report.identityBehind(ip, `bacnet ${instance}`, field, value, as);
  else report.identity({ mac: null, ip, child: station }, field, value, { as });
}
