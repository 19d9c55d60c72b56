import ipaddr from "ipaddr.js";
import { addressScope } from "../../address";

/**
 * Masks are not seen on the wire: an address counts for the block that most plants hand out, 256 addresses, or 64 bits
 * in IPv6. Null for addresses that say nothing about where a device stands.
 */
export function subnetOf(ip: string): string | null {
  if (!ipaddr.isValid(ip)) return null;
  const scope = addressScope(ip);
  if (scope !== "private" && scope !== "public") return null;
  const bits = ip.includes(":") ? 64 : 24;
  const kind = ip.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
  return `${kind.networkAddressFromCIDR(`${ip}/${bits}`).toString()}/${bits}`;
}

/** Whether the address lies in the block; false for what cannot be read. */
export function liesInBlock(ip: string, cidr: string): boolean {
  if (!ipaddr.isValid(ip) || !ipaddr.isValidCIDR(cidr)) return false;
  const address = ipaddr.parse(ip);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return network.kind() === address.kind() && address.match(network, bits);
}

/** The narrowest IPv4 block that holds all of the addresses; null when one of them is none, or there is none. */
export function narrowestBlock(ips: readonly string[]): string | null {
  const [first, ...rest] = ips.map(asNumber);
  if (first === undefined || first === null) return null;
  let bits = 32;
  for (const number of rest) {
    if (number === null) return null;
    while (bits > 0 && Math.floor(number / 2 ** (32 - bits)) !== Math.floor(first / 2 ** (32 - bits))) bits--;
  }
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${ips[0]}/${bits}`).toString()}/${bits}`;
}

function asNumber(ip: string): number | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(ip)) return null;
  return ipaddr.IPv4.parse(ip)
    .toByteArray()
    .reduce((sum, octet) => sum * 256 + octet, 0);
}
