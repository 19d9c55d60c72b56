import type { ByteReader } from "../byte-reader";
import { readIpv6 } from "./ipv6";

/** What Cisco's neighbour discovery and the protocols made after it (Foundry's) share. */

/** NLPID of IPv4, and LLC/SNAP of IPv6, by which an address list names its protocol. */
const NLPID_IP = 0xcc;
const SNAP_IPV6 = "aaaa0300000086dd";

/** The address list at the cursor as canonical text. Unknown protocols are left out. */
export function readAddressList(value: ByteReader): string[] {
  const ips: string[] = [];
  const count = value.u32();
  for (let i = 0; i < count && value.remaining > 0; i += 1) {
    value.skip(1);
    const protocol = value.nested(value.u8());
    const address = value.nested(value.u16());
    if (protocol.length === 1 && protocol.u8() === NLPID_IP) {
      while (address.remaining >= 4 && address.remaining % 4 === 0) ips.push(address.ipv4());
    } else if (protocol.length === 8 && protocol.hex(8) === SNAP_IPV6 && address.length === 16) {
      ips.push(readIpv6(address));
    }
  }
  return ips;
}

/**
 * "…, Version 15.2(4)JA1, RELEASE SOFTWARE (fc2)" → "15.2(4)JA1"; null when the text has no such part. Concluded: the
 * text is written for people.
 */
export function softwareVersion(text: string): string | null {
  const at = text.indexOf("Version ");
  if (at < 0) return null;
  const version = text.slice(at + 8, at + 72).split(/[,\s]/, 1)[0] ?? "";
  return /^V?\d/.test(version) ? version : null;
}
