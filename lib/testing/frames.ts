/** Frames and capture files built by hand, byte by byte, for tests of the readers. Independent of the code under test. */

type Bytes = Uint8Array | readonly number[];

export function bytesOf(...parts: readonly (Bytes | string | number)[]): Uint8Array {
  const flat: number[] = [];
  for (const part of parts) {
    if (typeof part === "number") flat.push(part & 255);
    else if (typeof part === "string") flat.push(...new TextEncoder().encode(part));
    else flat.push(...part);
  }
  return Uint8Array.from(flat);
}

export const be16 = (value: number) => [(value >>> 8) & 255, value & 255];
export const be32 = (value: number) => [...be16(value >>> 16), ...be16(value)];
export const le16 = (value: number) => be16(value).reverse();
export const le32 = (value: number) => be32(value).reverse();
export const hex = (text: string) =>
  Uint8Array.from((text.match(/[0-9a-f]{2}/gi) ?? []).map((it) => Number.parseInt(it, 16)));

const macBytes = (mac: string) => mac.split(":").map((it) => Number.parseInt(it, 16));
export const ipv4Bytes = (ip: string) => ip.split(".").map(Number);
/** Full form only: eight groups. */
export const ipv6Bytes = (ip: string) => ip.split(":").flatMap((group) => be16(Number.parseInt(group, 16)));

export const MAC_A = "02:00:00:00:00:0a";
export const MAC_B = "02:00:00:00:00:0b";
export const BROADCAST = "ff:ff:ff:ff:ff:ff";
export const IP_A = "10.0.0.10";
export const IP_B = "10.0.0.11";

export function ethernet(etherType: number, payload: Bytes, { from = MAC_A, to = MAC_B } = {}): Uint8Array {
  return bytesOf(macBytes(to), macBytes(from), be16(etherType), payload);
}

interface Ipv4Options {
  readonly from?: string;
  readonly to?: string;
  readonly ttl?: number;
  readonly id?: number;
  /** In bytes. */
  readonly offset?: number;
  readonly more?: boolean;
}

export function ipv4(protocol: number, payload: Bytes, options: Ipv4Options = {}): Uint8Array {
  const { from = IP_A, to = IP_B, ttl = 64, id = 0, offset = 0, more = false } = options;
  const fragment = (more ? 0x2000 : 0) | (offset / 8);
  const header = [0x45, 0, ...be16(20 + payload.length), ...be16(id), ...be16(fragment), ttl, protocol, 0, 0];
  return bytesOf(header, ipv4Bytes(from), ipv4Bytes(to), payload);
}

export function ipv6(next: number, payload: Bytes, from: string, to: string, hopLimit = 64): Uint8Array {
  return bytesOf([0x60, 0, 0, 0, ...be16(payload.length), next, hopLimit], ipv6Bytes(from), ipv6Bytes(to), payload);
}

export function udp(fromPort: number, toPort: number, payload: Bytes): Uint8Array {
  return bytesOf(be16(fromPort), be16(toPort), be16(8 + payload.length), [0, 0], payload);
}

interface TcpOptions {
  readonly sequence?: number;
  readonly acknowledgement?: number;
  /** Any of "SAFR". */
  readonly flags?: string;
}

export function tcp(fromPort: number, toPort: number, payload: Bytes, options: TcpOptions = {}): Uint8Array {
  const { sequence = 1, acknowledgement = 0, flags = "A" } = options;
  const bits = { F: 1, S: 2, R: 4, A: 16 };
  const flagByte = [...flags].reduce((sum, flag) => sum | bits[flag as keyof typeof bits], 0);
  const head = [...be16(fromPort), ...be16(toPort), ...be32(sequence), ...be32(acknowledgement)];
  return bytesOf(head, [0x50, flagByte, 0x20, 0, 0, 0, 0, 0], payload);
}

interface ArpOptions {
  readonly senderMac?: string;
  readonly senderIp?: string;
  readonly targetIp?: string;
  readonly to?: string;
}

export function arp(operation: 1 | 2, options: ArpOptions = {}): Uint8Array {
  const { senderMac = MAC_A, senderIp = IP_A, targetIp = IP_B, to = BROADCAST } = options;
  const head = [0, 1, 8, 0, 6, 4, 0, operation];
  const body = bytesOf(head, macBytes(senderMac), ipv4Bytes(senderIp), [0, 0, 0, 0, 0, 0], ipv4Bytes(targetIp));
  return ethernet(0x0806, body, { from: senderMac, to });
}

export interface Captured {
  readonly bytes: Uint8Array;
  readonly timeUs?: number;
  /** Length on the wire, when the capture cut the frame. */
  readonly wireLength?: number;
}

interface PcapOptions {
  readonly linkType?: number;
  readonly bigEndian?: boolean;
  readonly nanoseconds?: boolean;
}

/** Frame times default to one millisecond apart from a fixed moment. */
export const START_US = 1_700_000_000_000_000;

export function pcap(frames: readonly (Uint8Array | Captured)[], options: PcapOptions = {}): Uint8Array {
  const { linkType = 1, bigEndian = false, nanoseconds = false } = options;
  const u16 = bigEndian ? be16 : le16;
  const u32 = bigEndian ? be32 : le32;
  const parts: Bytes[] = [
    u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4),
    u16(2),
    u16(4),
    u32(0),
    u32(0),
    u32(262_144),
    u32(linkType),
  ];
  frames.forEach((frame, index) => {
    const {
      bytes,
      timeUs = START_US + index * 1_000,
      wireLength,
    } = frame instanceof Uint8Array ? ({ bytes: frame } as Captured) : frame;
    const fraction = (timeUs % 1_000_000) * (nanoseconds ? 1_000 : 1);
    parts.push(
      u32(Math.floor(timeUs / 1_000_000)),
      u32(fraction),
      u32(bytes.length),
      u32(wireLength ?? bytes.length),
      bytes,
    );
  });
  return bytesOf(...parts);
}

const padded = (bytes: Bytes) =>
  bytesOf(
    bytes,
    Array.from({ length: (4 - (bytes.length % 4)) % 4 }, () => 0),
  );

/** Builder of pcapng blocks in one byte order. */
export function pcapngBlocks(bigEndian = false) {
  const u16 = bigEndian ? be16 : le16;
  const u32 = bigEndian ? be32 : le32;
  const block = (type: number, body: Bytes) => {
    const length = 12 + padded(body).length;
    return bytesOf(u32(type), u32(length), padded(body), u32(length));
  };
  const option = (code: number, value: Bytes) => bytesOf(u16(code), u16(value.length), padded(value));
  const stamp = (units: bigint) => [...u32(Number(units >> 32n)), ...u32(Number(units & 0xffffffffn))];
  return {
    block,
    u16,
    u32,
    section: () => block(0x0a0d0d0a, bytesOf(u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff))),
    interface: (linkType: number, options: { resolution?: number; offset?: number; snapLength?: number } = {}) =>
      block(
        1,
        bytesOf(
          u16(linkType),
          u16(0),
          u32(options.snapLength ?? 0),
          options.resolution === undefined ? [] : option(9, [options.resolution]),
          options.offset === undefined
            ? []
            : option(14, bigEndian ? bytesOf(be32(0), be32(options.offset)) : bytesOf(le32(options.offset), le32(0))),
          option(0, []),
        ),
      ),
    enhanced: (interfaceId: number, units: bigint, frame: Bytes, wireLength = frame.length) =>
      block(6, bytesOf(u32(interfaceId), stamp(units), u32(frame.length), u32(wireLength), padded(frame))),
    obsolete: (interfaceId: number, units: bigint, frame: Bytes) =>
      block(2, bytesOf(u16(interfaceId), u16(0), stamp(units), u32(frame.length), u32(frame.length), padded(frame))),
    simple: (frame: Bytes) => block(3, bytesOf(u32(frame.length), padded(frame))),
  };
}

/** The bytes in pieces that end at the given places (any numbers). */
export function inChunks(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => Math.abs(cut) % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index] ?? bytes.length));
}
