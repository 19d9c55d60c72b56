import type { Observation } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";

/**
 * The system that a port names in neighbour discovery by its chassis id, where that is a MAC, as the decoder writes it. It
 * is one for all ports of a system, and of no other one (IEEE 802.1AB-2016 §8.5.2, OPC 10000-82 §7.3.2.2.4.2).
 */
function chassisOf(o: Observation): string | null {
  if (o.kind !== "identity" || o.protocol !== "lldp-chassis" || o.inferred) return null;
  return /^LLDP chassis ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})$/.exec(o.value)?.[1] ?? null;
}

export function statedChassis({ evidence }: Endpoint): ReadonlySet<string> {
  return new Set(evidence.flatMap(({ observation }) => chassisOf(observation) ?? []));
}
