import { concat, macBytes, type Part, u16, u32 } from "./bytes";
import { ethernet } from "./frames";

/** RFC 8200: what the simulator needs of IPv6. */
export interface Ipv6End {
  readonly mac: string;
  readonly ip: string;
}

const NEXT = { udp: 17, icmp: 58 } as const;

/** RFC 4291 §2.2: eight groups, one run of zeros left out. */
export function ipv6Bytes(text: string): number[] {
  const [head = "", tail = ""] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":").map((it) => Number.parseInt(it, 16)));
  const [left, right] = [groups(head), groups(tail)];
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right].flatMap(u16);
}

function checksum(src: string, dst: string, next: number, payload: Uint8Array): number {
  const bytes = concat(ipv6Bytes(src), ipv6Bytes(dst), u32(payload.length), [0, 0, 0, next], payload);
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] as number) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function packet(src: Ipv6End, dst: Ipv6End, next: number, hops: number, payload: Uint8Array, sumAt: number) {
  payload.set(u16(checksum(src.ip, dst.ip, next, payload) || 0xffff), sumAt);
  const header = concat([0x60, 0, 0, 0], u16(payload.length), [next, hops], ipv6Bytes(src.ip), ipv6Bytes(dst.ip));
  return ethernet(src.mac, dst.mac, 0x86dd, concat(header, payload));
}

export function udp6(
  src: Ipv6End & { readonly port: number },
  dst: Ipv6End & { readonly port: number },
  hops: number,
  payload: Part,
): Uint8Array {
  const body = concat(payload);
  return packet(src, dst, NEXT.udp, hops, concat(u16(src.port), u16(dst.port), u16(8 + body.length), [0, 0], body), 6);
}

/** RFC 4861 §4.4: "the address is mine, at this card", asked for by somebody. */
export function neighbourAdvertisement(owner: Ipv6End, asker: Ipv6End): Uint8Array {
  const body = concat([136, 0, 0, 0, 0x60, 0, 0, 0], ipv6Bytes(owner.ip), [2, 1], macBytes(owner.mac));
  return packet(owner, asker, NEXT.icmp, 255, body, 2);
}
