import { OPERATIONS } from "../flow/flow";
import { isInfrastructure } from "../service/control-protocols";
import { type Gravity, insecureFacts } from "../service/insecure-services";
import { doorsOf } from "./doors";
import { impactRole } from "./impact-factors";
import type { RiskInput } from "./risk";
import {
  IMPACT,
  LIKELIHOOD,
  LOWERED_PART,
  MAX_CONFLICTS_COUNTED,
  MAX_VULNERABILITIES_COUNTED,
  NOT_AUTOMATABLE_PART,
  OUTGOING_PART,
  POSSIBLE_PART,
  SEVERE_CVSS,
} from "./weights";

/** Every number of the formula, as the export gives it away. */
export const RISK_WEIGHTS = {
  likelihood: LIKELIHOOD,
  impact: IMPACT,
  parts: {
    possible: POSSIBLE_PART,
    notAutomatable: NOT_AUTOMATABLE_PART,
    lowered: LOWERED_PART,
    outgoing: OUTGOING_PART,
  },
  most: { conflicts: MAX_CONFLICTS_COUNTED, vulnerabilities: MAX_VULNERABILITIES_COUNTED },
  severeCvss: SEVERE_CVSS,
  /** Harmless to dangerous. */
  operations: OPERATIONS,
} as const;

/**
 * What a device's score is computed from, in facts that anybody can check: tables of protocols are applied (how grave a
 * service is, what a role stands for), weights are not.
 */
export function riskFacts({ state, role, criticality, zone, services, conflictCount, ...input }: RiskInput) {
  const { exposure, vulnerabilities, credits, endOfSupport } = input;
  return {
    state,
    role,
    impactRole: impactRole(role),
    criticality,
    zone,
    services: doorsOf(services).flatMap(({ key, name, services: behind }) =>
      behind.flatMap((service) => {
        const [worst] = insecureFacts(service);
        const gravity: Gravity | undefined = worst?.gravity;
        return gravity ? [{ door: key, name, gravity, isPossible: service.evidence === "port-only" }] : [];
      }),
    ),
    internet: exposure.internet.map(({ peer, direction, protocol }) => ({ peer, direction, protocol })),
    remoteAccess: exposure.remoteAccess.map(({ tool, peer }) => ({ tool, peer })),
    crossZone: exposure.crossZone.map((it) => ({
      zone: it.zone,
      direction: it.direction,
      protocol: it.protocol,
      isInfrastructure: isInfrastructure(it.protocol),
      operations: it.operations,
    })),
    conflictCount,
    endOfSupport: endOfSupport ? { isPossible: endOfSupport.isPossible } : null,
    vulnerabilities: vulnerabilities.map(({ advisory, verdict, exploitation, cvss, isAutomatable }) => ({
      advisory,
      verdict,
      exploitation,
      cvss,
      isAutomatable,
    })),
    credits: credits.map(({ id, title, factor, findings, path }) => ({ id, title, factor, findings, path })),
  };
}
