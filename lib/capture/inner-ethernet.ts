import { ETHER_TYPE } from "./ether-type";

/** Whether an Ethernet header at `at` is followed by IP, ARP or a VLAN's tag: what carries it need not say so. */
export function isEthernetWithKnownType(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 16 > end) return false;
  const type = (bytes[at + 12] << 8) | bytes[at + 13];
  if (type === ETHER_TYPE.ipv4) return bytes[at + 14] >>> 4 === 4;
  if (type === ETHER_TYPE.ipv6) return bytes[at + 14] >>> 4 === 6;
  return type === ETHER_TYPE.arp || type === ETHER_TYPE.vlan;
}
