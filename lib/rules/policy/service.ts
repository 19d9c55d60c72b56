/** First and last port, both inside. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What an allow lets through. "echo": ping, of either family; errors that belong to a connection (unreachable, too big)
 * are never asked for, a stateful firewall knows them. "ip": a protocol without ports, by its IANA number.
 */
export type Service =
  | { readonly kind: "any" }
  | { readonly kind: "tcp" | "udp"; readonly ports: PortRange }
  | { readonly kind: "echo" }
  | { readonly kind: "ip"; readonly protocol: number };

export const IP_PROTOCOL = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  sctp: 132,
} as const;
/** ICMP types that ask for an echo, by family (RFC 792, RFC 4443). */
export const ECHO_REQUEST = { 4: 8, 6: 128 } as const;
export const ECHO_REPLY = { 4: 0, 6: 129 } as const;

const ORDER = ["any", "tcp", "udp", "echo", "ip"];
const keyOf = (it: Service) => (it.kind === "ip" ? it.protocol : "ports" in it ? it.ports.first : 0);

/** The same services in one form: sorted, port ranges joined, everything else gone where any is allowed. */
export function normalServices(services: readonly Service[]): Service[] {
  if (services.some((it) => it.kind === "any")) return [{ kind: "any" }];
  const sorted = [...services].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || keyOf(a) - keyOf(b));
  const normal: Service[] = [];
  for (const service of sorted) {
    const before = normal.at(-1);
    if (before?.kind === service.kind) {
      if (service.kind === "echo" || (service.kind === "ip" && keyOf(before) === service.protocol)) continue;
      if ("ports" in before && "ports" in service && service.ports.first <= before.ports.last + 1) {
        const last = Math.max(before.ports.last, service.ports.last);
        normal[normal.length - 1] = { kind: before.kind, ports: { first: before.ports.first, last } };
        continue;
      }
    }
    normal.push(service);
  }
  return normal;
}

export function portsText({ first, last }: PortRange, dash = "-"): string {
  return first === last ? `${first}` : `${first}${dash}${last}`;
}

/** A service in words: "TCP 502", "UDP 5000-5010", "ping", "IP protocol 47", "anything". */
export function serviceText(service: Service): string {
  if (service.kind === "any") return "anything";
  if (service.kind === "echo") return "ping";
  if (service.kind === "ip") return `IP protocol ${service.protocol}`;
  return `${service.kind.toUpperCase()} ${portsText(service.ports)}`;
}
