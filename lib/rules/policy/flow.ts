import { type Address, formatAddress } from "../address/address-set";
import { IP_PROTOCOL } from "./service";

/** One connection attempt, as a firewall sees its first packet. */
export interface PolicyFlow {
  readonly source: Address;
  readonly destination: Address;
  /** IANA number; 1 and 58 are a request for an echo. */
  readonly protocol: number;
  /** 0 for protocols without ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const NAMES = new Map<number, string>(
  Object.entries(IP_PROTOCOL).map(([name, number]) => [number, name.toUpperCase()]),
);

/** "10.0.0.1 to 10.0.1.7, TCP 502". */
export function flowText(flow: PolicyFlow): string {
  const ends = `${formatAddress(flow.source)} to ${formatAddress(flow.destination)}`;
  const name = NAMES.get(flow.protocol) ?? `IP protocol ${flow.protocol}`;
  return hasPorts(flow.protocol) ? `${ends}, ${name} ${flow.destinationPort}` : `${ends}, ${name}`;
}

export function hasPorts(protocol: number): boolean {
  return protocol === IP_PROTOCOL.tcp || protocol === IP_PROTOCOL.udp || protocol === IP_PROTOCOL.sctp;
}

export const isIcmp = (protocol: number): boolean => protocol === IP_PROTOCOL.icmp || protocol === IP_PROTOCOL.icmpv6;
