import { compareText } from "../compare-text";
import type { DeviceState } from "../device/decision";
import type { Citation } from "../device/device";
import { OPERATIONS, type Operation, type OperationCounts } from "../flow/flow";
import { isInfrastructure } from "../service/control-protocols";
import { insecureFacts } from "../service/insecure-services";
import { protocolTitle } from "../service/protocol-titles";
import { weaknessName } from "../software/component-key";
import {
  crossZoneWeight,
  END_OF_SUPPORT_FINDING,
  findingPart,
  internetPart,
  remoteAccessPart,
  serviceFinding,
  vulnerabilityFinding,
} from "./credit";
import { type Door, doorsOf } from "./doors";
import type { Factor } from "./factor";
import type {
  InternetContact,
  KnownVulnerability,
  RemoteAccessContact,
  RiskCredit,
  RiskInput,
  ZoneContact,
} from "./risk";
import {
  LIKELIHOOD,
  MAX_CONFLICTS_COUNTED,
  MAX_VULNERABILITIES_COUNTED,
  NOT_AUTOMATABLE_PART,
  OUTGOING_PART,
  POSSIBLE_PART,
  SEVERE_CVSS,
} from "./weights";

/** What makes it likely that somebody gets at the device; factors of one cause are one. */
export function likelihoodFactors(input: RiskInput): Factor[] {
  const { state, services, exposure, conflictCount, credits } = input;
  return [
    {
      key: "presence",
      label: "On the network",
      weight: LIKELIHOOD.presence,
      because: "whatever is on a network can be reached by somebody on it",
      citation: null,
    },
    ...stateFactors(state),
    ...doorsOf(services).flatMap((it) => doorFactor(it, credits)),
    ...strongest(exposure.internet.map((it) => internetFactor(it, credits))),
    ...strongest(exposure.remoteAccess.map((it) => remoteAccessFactor(it, credits))),
    ...strongest(exposure.crossZone.map((it) => crossZoneFactor(it, credits))),
    ...conflictFactors(conflictCount),
    ...endOfSupportFactors(input),
    ...allVulnerabilityFactors(input)
      .slice(0, MAX_VULNERABILITIES_COUNTED)
      .sort((a, b) => compareText(a.key, b.key)),
  ];
}

/** All of them, the weightiest first; of equal weight by advisory, so that those that count are the same every time. */
export function allVulnerabilityFactors({ vulnerabilities, credits }: RiskInput): Factor[] {
  return strongest(vulnerabilities.map((it) => vulnerabilityFactor(it, credits))).sort(
    (a, b) => b.weight - a.weight || compareText(a.key, b.key),
  );
}

function stateFactors(state: DeviceState): Factor[] {
  const weight = LIKELIHOOD.state[state];
  if (weight === 0) return [];
  const because =
    state === "unsanctioned"
      ? "nobody has said that it belongs here"
      : "somebody chose to look away, which secures nothing";
  return [
    { key: "state", label: state === "unsanctioned" ? "Unsanctioned" : "Ignored", weight, because, citation: null },
  ];
}

/** The weakest service of a protocol stands for all of its ports. */
function doorFactor({ key, name, services }: Door, credits: readonly RiskCredit[]): Factor[] {
  return strongest(
    services.flatMap((service) => {
      const [worst, ...others] = insecureFacts(service);
      if (!worst) return [];
      const isPossible = service.evidence === "port-only";
      const reasons = [worst, ...others]
        .map((fact) => fact.why)
        .filter((why, index, all) => all.indexOf(why) === index);
      return {
        key: `service ${key}`,
        label: name,
        weight:
          LIKELIHOOD.service[worst.gravity] *
          (isPossible ? POSSIBLE_PART : 1) *
          findingPart(credits, serviceFinding(key), worst.gravity !== "minor"),
        because: `${isPossible ? "possibly, by its port only: " : ""}${reasons.join("; ")}`,
        citation: service.citation,
      };
    }),
  );
}

function internetFactor(contact: InternetContact, credits: readonly RiskCredit[]): Factor {
  const { peer, direction, protocol, citation } = contact;
  const title = protocolTitle(protocol);
  return {
    key: `internet ${direction} ${protocol}`,
    label: direction === "in" ? `${title} from the internet` : `${title} to the internet`,
    weight: LIKELIHOOD.internet[direction] * internetPart(credits, contact),
    because: direction === "in" ? `${peer} reached it from outside` : `it talks to ${peer} outside the plant`,
    citation,
  };
}

function remoteAccessFactor(contact: RemoteAccessContact, credits: readonly RiskCredit[]): Factor {
  const { tool, peer, citation } = contact;
  return {
    key: `remote-access ${tool}`,
    label: `Remote access by ${tool}`,
    weight: LIKELIHOOD.remoteAccess * remoteAccessPart(credits),
    because: `${tool} with ${peer}: whoever has its password is inside`,
    citation,
  };
}

function crossZoneFactor(contact: ZoneContact, credits: readonly RiskCredit[]): Factor {
  const { zone, direction, protocol, operations, citation } = contact;
  const worst = worstOperation(operations);
  const title = protocolTitle(protocol);
  const done = worst === null ? "" : ` ${DONE[worst]}`;
  const weightOf = (counted: OperationCounts) =>
    LIKELIHOOD.crossZone[worstOperation(counted) ?? (isInfrastructure(protocol) ? "infrastructure" : "other")] *
    (direction === "in" ? 1 : OUTGOING_PART);
  return {
    key: `cross-zone ${direction} ${zone} ${protocol}`,
    label: direction === "in" ? `${title} from ${zone}` : `${title} to ${zone}`,
    weight: crossZoneWeight(credits, contact, weightOf),
    because: direction === "in" ? `devices of ${zone} reach it${done}` : `it reaches devices of ${zone}${done}`,
    citation,
  };
}

const DONE: Readonly<Record<Operation, string>> = {
  diagnose: "and diagnose",
  read: "and read",
  write: "and write values",
  control: "and start or stop things",
  program: "and change the program",
  firmware: "and change the firmware",
};

function worstOperation(operations: OperationCounts): Operation | null {
  return OPERATIONS.findLast((operation) => (operations[operation] ?? 0) > 0) ?? null;
}

function conflictFactors(conflictCount: number): Factor[] {
  const counted = Math.min(conflictCount, MAX_CONFLICTS_COUNTED);
  if (counted <= 0) return [];
  return [
    {
      key: "conflicts",
      label: conflictCount === 1 ? "An open contradiction" : `${conflictCount} open contradictions`,
      weight: 1 - (1 - LIKELIHOOD.conflict) ** counted,
      because: "its identity contradicts itself: a mistake, or somebody poses as it",
      citation: null,
    },
  ];
}

function endOfSupportFactors({ endOfSupport, credits }: RiskInput): Factor[] {
  if (!endOfSupport) return [];
  const { because, isPossible } = endOfSupport;
  return [
    {
      key: "end-of-support",
      label: "Support ended",
      weight:
        LIKELIHOOD.endOfSupport *
        (isPossible ? POSSIBLE_PART : 1) *
        findingPart(credits, END_OF_SUPPORT_FINDING, false),
      because: `${isPossible ? "possibly: " : ""}${because}`,
      citation: null,
    },
  ];
}

function vulnerabilityFactor(vulnerability: KnownVulnerability, credits: readonly RiskCredit[]): Factor {
  const { advisory, title, verdict, exploitation, cvss, isAutomatable } = vulnerability;
  const { active, poc, severe, other } = LIKELIHOOD.vulnerability;
  const isSevere = (cvss ?? 0) >= SEVERE_CVSS;
  const weight = exploitation === "active" ? active : exploitation === "poc" ? poc : isSevere ? severe : other;
  const known =
    exploitation === "active"
      ? "exploited in the field"
      : exploitation === "poc"
        ? "code that exploits it is public"
        : cvss === null
          ? "no exploitation is known"
          : `CVSS ${cvss.toFixed(1)}, no exploitation is known`;
  return {
    key: `vulnerability ${advisory}`,
    label: weaknessName(advisory),
    weight:
      weight *
      (verdict === "possible" ? POSSIBLE_PART : 1) *
      (isAutomatable ? 1 : NOT_AUTOMATABLE_PART) *
      findingPart(credits, vulnerabilityFinding(advisory), isAutomatable),
    because: `${verdict === "possible" ? "possibly: " : ""}${title}; ${known}`,
    citation: null,
  };
}

/** One factor per cause: ten peers over one protocol are one door. The strongest stands for all, then the first seen. */
function strongest(factors: readonly Factor[]): Factor[] {
  const byKey = new Map<string, Factor>();
  for (const factor of factors) {
    const known = byKey.get(factor.key);
    if (!known || compareForCause(factor, known) < 0) byKey.set(factor.key, factor);
  }
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function compareForCause(a: Factor, b: Factor): number {
  return (
    b.weight - a.weight || compareText(a.because, b.because) || compareText(placeOf(a.citation), placeOf(b.citation))
  );
}

const placeOf = (citation: Citation | null) =>
  citation === null ? "" : `${citation.fileSha256} ${String(citation.position).padStart(12, "0")}`;
