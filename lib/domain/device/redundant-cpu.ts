import { subnetOf } from "./carried-addresses";
import type { Endpoint } from "./endpoint";
import type { Leases } from "./leases";

/** Order numbers of controllers that work in pairs (Siemens S7-400H, S7-410, S7-1500 R and H), without spaces and dashes. */
const REDUNDANT = /^6(?:es7|ag[12])(?:41[2-7]\d?h|51[357]\d?[rh]|518\d?h)/;

/**
 * Whether two cards that state one serial lead to the two controllers of a redundant pair: both say by their order number
 * that they work in pairs, and each has an address of its own in one network. What the pair shares is its program's.
 */
export function areRedundantPair(a: Endpoint, b: Endpoint, leases: Leases): boolean {
  if (a.realm !== b.realm || a.mac === null || b.mac === null || !isRedundantCpu(a) || !isRedundantCpu(b)) return false;
  const subnets = new Set(leases.of(a.realm, a.mac).map(({ ip }) => subnetOf(ip)));
  return leases.of(b.realm, b.mac).some(({ ip }) => subnets.has(subnetOf(ip)));
}

const isRedundantCpu = ({ evidence }: Endpoint) =>
  evidence.some(
    ({ observation: o }) =>
      o.kind === "identity" &&
      o.field === "orderNumber" &&
      !o.inferred &&
      o.subject.child === null &&
      REDUNDANT.test(o.value.toLowerCase().replace(/[\s-]+/g, "")),
  );
