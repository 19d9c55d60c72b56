import { LINK_TYPE } from "@/lib/capture/link-type";
import { ipBytes } from "@/lib/domain/address-order";
import type { EveRecord } from "./eve-record";

export interface EvePacket {
  readonly bytes: Uint8Array;
  readonly linkType: number;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const UDP_HEADER_BYTES = 8;
const IPV4_HEADER_BYTES = 20;
const IPV6_HEADER_BYTES = 40;
const UDP = 17;
const HOP_LIMIT = 64;
const MAX_DATAGRAM_BYTES = 65_535 - IPV6_HEADER_BYTES - UDP_HEADER_BYTES;

/**
 * The packet of a record: as Suricata logged it, or its datagram around the payload, when only that was logged. null when
 * there is none, "damaged" when it cannot be read. The payload of a TCP alert may be a stretch of the stream of either
 * side, and the record does not say whose: it is left alone.
 */
export function packetOf(record: EveRecord): EvePacket | "damaged" | null {
  const linkType = record.count("packet_info.linktype");
  const packet = record.text("packet");
  if (packet !== null && linkType !== null) {
    const bytes = bytesOf(packet);
    return bytes === null ? "damaged" : { bytes, linkType };
  }
  const payload = record.transport === "udp" ? record.text("payload") : null;
  if (payload === null) return null;
  const bytes = bytesOf(payload);
  return bytes === null || bytes.length > MAX_DATAGRAM_BYTES ? "damaged" : datagramOf(record, bytes);
}

function bytesOf(base64: string): Uint8Array | null {
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) return null;
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Without checksums, which nothing here asks for, and without a number, as senders have it that give none (RFC 6864). */
function datagramOf(record: EveRecord, payload: Uint8Array): EvePacket | null {
  const [fromIp, toIp] = [record.ip("src_ip"), record.ip("dest_ip")];
  const [fromPort, toPort] = [record.port("src_port"), record.port("dest_port")];
  if (fromIp === null || toIp === null || fromPort === null || toPort === null) return null;
  const [from, to] = [ipBytes(fromIp), ipBytes(toIp)];
  if (from.length !== to.length) return null;
  const length = UDP_HEADER_BYTES + payload.length;
  const isIpv4 = from.length === 4;
  const head = isIpv4
    ? [0x45, 0, ...be16(IPV4_HEADER_BYTES + length), 0, 0, 0, 0, HOP_LIMIT, UDP, 0, 0]
    : [0x60, 0, 0, 0, ...be16(length), UDP, HOP_LIMIT];
  const headers = [...head, ...from, ...to, ...be16(fromPort), ...be16(toPort), ...be16(length), 0, 0];
  const bytes = new Uint8Array(headers.length + payload.length);
  bytes.set(headers);
  bytes.set(payload, headers.length);
  return { bytes, linkType: LINK_TYPE.raw };
}

const be16 = (value: number) => [value >>> 8, value & 0xff];
