import { type Address, type AddressSet, addressSet, hasAddress, parseAddress } from "../address/address-set";
import { isIcmp, type PolicyFlow } from "../policy/flow";
import type { Allow, Policy, PolicyZone } from "../policy/policy";
import { IP_PROTOCOL, normalServices, type Service, serviceText } from "../policy/service";

/** Id of the zone that is the device itself. */
export const DEVICE_ZONE = "device";

/** What a device was seen doing with one peer, over the time looked at. */
export interface BaselineFlow extends PolicyFlow {
  readonly protocolName: string;
  /** Days on which it was seen; 0 when its times are masked. */
  readonly days: number;
  /** "2026-11-30"; null when masked. */
  readonly lastDay: string | null;
  /** Name of the peer; its address when nothing better is known. */
  readonly peerName: string;
}

/**
 * The allow-list of one device from its own flows: one allow for each direction and service, with exactly the peers
 * that were seen. `evidenceDays`: days on which anything was recorded in the device's realm.
 */
export function buildBaseline(
  device: { readonly name: string; readonly addresses: readonly string[] },
  flows: readonly BaselineFlow[],
  evidenceDays: number,
): Policy {
  const own = addressSet(device.addresses.flatMap((ip) => rangeOf(parseAddress(ip))));
  const zones: PolicyZone[] = [{ id: DEVICE_ZONE, name: device.name, addresses: own }];
  const groups = new Map<string, { direction: "in" | "out"; service: Service; flows: BaselineFlow[] }>();
  for (const flow of flows) {
    const direction = directionOf(own, flow);
    if (direction === null) continue;
    const service = serviceOf(flow);
    const key = `${direction} ${serviceText(service)}`;
    const group = groups.get(key) ?? { direction, service, flows: [] };
    groups.set(key, group);
    group.flows.push(flow);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const allows = sorted.map(([key, { direction, service, flows: seen }]): Allow => {
    const peers = addressSet(seen.flatMap((it) => rangeOf(direction === "out" ? it.destination : it.source)));
    const protocols = [...new Set(seen.map((it) => it.protocolName))].sort().join(", ");
    zones.push({ id: key, name: `${direction === "out" ? "to" : "from"} ${serviceText(service)}`, addresses: peers });
    return {
      id: key,
      fromZoneId: direction === "out" ? DEVICE_ZONE : key,
      toZoneId: direction === "out" ? key : DEVICE_ZONE,
      services: normalServices([service]),
      title: `${direction === "out" ? "Opens" : "Answers"} ${protocols} (${serviceText(service)})`,
      reason: reasonOf(seen, evidenceDays),
      owner: null,
      limits: [],
    };
  });
  return { title: `Allow-list of ${device.name}, from what it was seen doing`, zones, allows };
}

/** Whether a host's own firewall, or its switch port, sees a flow at all. */
export function concernsDevice(policy: Policy, { source, destination }: PolicyFlow): boolean {
  const own = policy.zones.find((it) => it.id === DEVICE_ZONE)?.addresses ?? [];
  return hasAddress(own, source) !== hasAddress(own, destination);
}

function directionOf(own: AddressSet, { source, destination }: PolicyFlow): "in" | "out" | null {
  const [isFrom, isTo] = [hasAddress(own, source), hasAddress(own, destination)];
  if (isFrom === isTo) return null;
  return isFrom ? "out" : "in";
}

function rangeOf(address: Address | null): AddressSet {
  return address ? [{ family: address.family, first: address.value, last: address.value }] : [];
}

function serviceOf({ protocol, destinationPort }: PolicyFlow): Service {
  if (isIcmp(protocol)) return { kind: "echo" };
  const ports = { first: destinationPort, last: destinationPort };
  if (protocol === IP_PROTOCOL.tcp) return { kind: "tcp", ports };
  if (protocol === IP_PROTOCOL.udp) return { kind: "udp", ports };
  return { kind: "ip", protocol };
}

function reasonOf(flows: readonly BaselineFlow[], evidenceDays: number): string {
  const days = Math.max(...flows.map((it) => it.days));
  const last = flows
    .flatMap((it) => it.lastDay ?? [])
    .sort()
    .at(-1);
  const names = [...new Set(flows.map((it) => it.peerName))];
  const peers = names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  return `with ${peers}; seen on ${days} of ${evidenceDays} days${last ? `, last ${last}` : ""}`;
}
