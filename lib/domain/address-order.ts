import ipaddr from "ipaddr.js";
import { addressScope, isIpv6 } from "./address";

/** In network order, four or sixteen; throws where the text is no address. */
export function ipBytes(ip: string): number[] {
  return ipaddr.parse(ip).toByteArray();
}

/** A text that sorts as the address does: IPv4 before IPv6, 10.0.0.9 before 10.0.0.10. */
export function ipOrder(ip: string): string {
  const bytes = ipBytes(ip);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
  return `${bytes.length === 4 ? 4 : 6}${hex.join("")}`;
}

/** Addresses by which people know a host first: IPv4, then IPv6, those of the link alone last. */
export function compareIps(a: string, b: string): number {
  const rank = (ip: string) => (addressScope(ip) === "link-local" ? 2 : isIpv6(ip) ? 1 : 0);
  const [orderA, orderB] = [ipOrder(a), ipOrder(b)];
  return rank(a) - rank(b) || (orderA < orderB ? -1 : orderA > orderB ? 1 : 0);
}
