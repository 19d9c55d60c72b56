import { concat, ipBytes, macBytes, type Part, u16, u32 } from "./bytes";

export const BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";

/** RFC 1071. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] as number) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

export function ethernet(srcMac: string, dstMac: string, etherType: number, payload: Part): Uint8Array {
  return concat(macBytes(dstMac), macBytes(srcMac), u16(etherType), payload);
}

/** RFC 826; operation 1 asks, 2 answers. */
export function arp(
  operation: 1 | 2,
  sender: { mac: string; ip: string },
  target: { mac: string; ip: string },
): Uint8Array {
  const dst = operation === 1 ? BROADCAST_MAC : target.mac;
  const asked = operation === 1 ? "00:00:00:00:00:00" : target.mac;
  const body = concat(
    [0, 1, 8, 0, 6, 4],
    u16(operation),
    macBytes(sender.mac),
    ipBytes(sender.ip),
    macBytes(asked),
    ipBytes(target.ip),
  );
  return ethernet(sender.mac, dst, 0x0806, body);
}

/** One end of an IPv4 packet as it stands on a segment: behind a router the MAC is the router's. */
export interface PacketEnd {
  readonly mac: string;
  readonly ip: string;
  readonly port: number;
}

export function ipv4(
  src: PacketEnd,
  dst: PacketEnd,
  protocol: number,
  ttl: number,
  ipId: number,
  payload: Uint8Array,
): Uint8Array {
  const header = concat(
    [0x45, 0],
    u16(20 + payload.length),
    u16(ipId & 0xffff),
    [0x40, 0, ttl, protocol, 0, 0],
    ipBytes(src.ip),
    ipBytes(dst.ip),
  );
  header.set(u16(checksum(header)), 10);
  return ethernet(src.mac, dst.mac, 0x0800, concat(header, payload));
}

function pseudoHeader(src: PacketEnd, dst: PacketEnd, protocol: number, length: number): Uint8Array {
  return concat(ipBytes(src.ip), ipBytes(dst.ip), [0, protocol], u16(length));
}

export function udp(src: PacketEnd, dst: PacketEnd, ttl: number, ipId: number, payload: Uint8Array): Uint8Array {
  const segment = concat(u16(src.port), u16(dst.port), u16(8 + payload.length), [0, 0], payload);
  segment.set(u16(checksum(concat(pseudoHeader(src, dst, 17, segment.length), segment)) || 0xffff), 6);
  return ipv4(src, dst, 17, ttl, ipId, segment);
}

export const TCP_FIN = 0x01;
export const TCP_SYN = 0x02;
export const TCP_PSH = 0x08;
export const TCP_ACK = 0x10;

export function tcp(
  src: PacketEnd,
  dst: PacketEnd,
  ttl: number,
  ipId: number,
  state: { seq: number; ack: number; flags: number },
  payload: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const segment = concat(
    u16(src.port),
    u16(dst.port),
    u32(state.seq),
    u32(state.ack),
    [0x50, state.flags],
    u16(8192),
    [0, 0, 0, 0],
    payload,
  );
  segment.set(u16(checksum(concat(pseudoHeader(src, dst, 6, segment.length), segment))), 16);
  return ipv4(src, dst, 6, ttl, ipId, segment);
}

/** IEEE 802.1Q: the tag goes between the addresses and the EtherType. */
export function tagged(frame: Uint8Array, vlan: number): Uint8Array {
  return concat(frame.subarray(0, 12), [0x81, 0x00], u16(vlan), frame.subarray(12));
}
