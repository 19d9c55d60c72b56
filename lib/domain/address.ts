import ipaddr from "ipaddr.js";
import { detachedText } from "./detached-text";

/** The one parser of addresses, so that the same host is the same text in every source. */

const MAC = /^[0-9a-f]{2}([:-]?)[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/i;

/** Lower case with colons; null when the text is no 48-bit MAC (dotted Cisco form is accepted). */
export function parseMac(text: string): string | null {
  const plain = text.trim();
  const dotted = /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(plain);
  if (!dotted && !MAC.test(plain)) return null;
  const hex = plain.replace(/[^0-9a-f]/gi, "").toLowerCase();
  return hex.match(/../g)?.join(":") ?? null;
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
/** No octal, hexadecimal and short forms ("010.1", "127.1"): every reader takes them in its own way. */
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);

/** Canonical text: IPv4 dotted decimal, IPv6 per RFC 5952, mapped IPv4 unwrapped, zone ids and ports refused. */
export function parseIp(text: string): string | null {
  const plain = text.trim();
  if (plain.includes("%") || plain.length > 45) return null;
  if (!plain.includes(":")) return IPV4.test(plain) ? detachedText(plain) : null;
  if (!ipaddr.IPv6.isValid(plain)) return null;
  const address = ipaddr.IPv6.parse(plain);
  return (address.isIPv4MappedAddress() ? address.toIPv4Address() : address).toString();
}

export function isIpv6(ip: string): boolean {
  return ip.includes(":");
}

/** Multicast bit of the first octet (IEEE 802): never a sender. */
export function isGroupMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** Locally administered bit: made up by software, so a weak identifier. */
export function isLocalMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2;
}

/**
 * VRRP/CARP (00-00-5e-00-01/02; the reserved 00-00-5e-00-00 before them is no card either, and ucarp speaks with it), HSRP
 * v1/v2, GLBP: an address shared by routers, never one device's own.
 */
export function isVirtualRouterMac(mac: string): boolean {
  return /^(00:00:5e:00:0[012]|00:00:0c:07:ac|00:00:0c:9f:f|00:05:73:a0:0|00:07:b4:00)/.test(mac);
}

/**
 * The MAC of which the last half of an IPv6 address was made (modified EUI-64: RFC 4291, appendix A); null when it was made
 * otherwise.
 */
export function macInAddress(ip: string): string | null {
  // Neither of the two groups in the middle is ever zero, so the canonical text has them side by side.
  if (!ip.includes("ff:fe")) return null;
  const [a, b, c, d] = ipaddr.IPv6.parse(ip).parts.slice(4) as [number, number, number, number];
  if ((b & 0xff) !== 0xff || c >> 8 !== 0xfe) return null;
  const octets = [(a >> 8) ^ 2, a & 0xff, b >> 8, c & 0xff, d >> 8, d & 0xff];
  return octets.map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}

export type AddressScope = "unspecified" | "loopback" | "link-local" | "private" | "public" | "multicast" | "broadcast";

/**
 * What kind of address it is; "private" includes RFC 1918, RFC 4193, carrier-grade NAT, and RFC 3849 (2001:db8::/32):
 * nobody on the Internet has one of those, while laboratories and anonymised captures do.
 */
export function addressScope(ip: string): AddressScope {
  const known = knownScopes.get(ip);
  if (known !== undefined) return known;
  const scope = scopeOf(ip);
  if (knownScopes.size >= MAX_KNOWN_SCOPES) knownScopes.clear();
  knownScopes.set(ip, scope);
  return scope;
}

/** Each address of an inventory is asked about by many steps. */
const MAX_KNOWN_SCOPES = 16_384;
const knownScopes = new Map<string, AddressScope>();

function scopeOf(ip: string): AddressScope {
  const address = ipaddr.parse(ip);
  const range = address.range();
  switch (range) {
    case "unspecified":
    case "multicast":
    case "broadcast":
    case "loopback":
      return range;
    case "linkLocal":
      return "link-local";
    case "private":
    case "uniqueLocal":
    case "carrierGradeNat":
      return "private";
    case "reserved":
      return address.kind() === "ipv6" ? "private" : "public";
    default:
      return "public";
  }
}

/** An address that can belong to one host. */
export function isHostAddress(ip: string): boolean {
  const scope = addressScope(ip);
  return scope !== "unspecified" && scope !== "multicast" && scope !== "broadcast";
}

/** True when the address lies in the block ("10.1.0.0/16"); false on mixed families. */
export function isInCidr(ip: string, cidr: string): boolean {
  const address = ipaddr.parse(ip);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}
