import { AddressIndex } from "../address/address-index";
import { hasAddress } from "../address/address-set";
import { isIcmp, type PolicyFlow } from "./flow";
import type { Allow, Policy } from "./policy";
import { IP_PROTOCOL, type Service } from "./service";

/** The policy's own verdict: the allow by which a flow may be opened; null when it is to be cut. */
export function policyJudge(policy: Policy): (flow: PolicyFlow) => Allow | null {
  const zones = new Map(policy.zones.map((zone) => [zone.id, zone]));
  const zonesAt = new AddressIndex(policy.zones.map(({ addresses }, number) => [number, addresses] as const));
  const byFrom = new Map<string, Allow[]>();
  for (const allow of policy.allows) byFrom.set(allow.fromZoneId, [...(byFrom.get(allow.fromZoneId) ?? []), allow]);
  return (flow) => {
    for (const number of zonesAt.candidates(flow.source)) {
      const zone = policy.zones[number];
      if (!zone || !hasAddress(zone.addresses, flow.source)) continue;
      for (const allow of byFrom.get(zone.id) ?? []) {
        const to = zones.get(allow.toZoneId);
        if (!to || !hasAddress(to.addresses, flow.destination)) continue;
        if (allow.services.some((service) => serviceHolds(service, flow))) return allow;
      }
    }
    return null;
  };
}

function serviceHolds(service: Service, { protocol, destinationPort }: PolicyFlow): boolean {
  switch (service.kind) {
    case "any":
      return true;
    case "echo":
      return isIcmp(protocol);
    case "ip":
      return service.protocol === protocol;
    default:
      return (
        IP_PROTOCOL[service.kind] === protocol &&
        destinationPort >= service.ports.first &&
        destinationPort <= service.ports.last
      );
  }
}
