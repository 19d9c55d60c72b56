import type { AdvisoryVulnerability } from "../advisory/advisory";
import type { Citation } from "../device/device";
import { maxOf } from "../long-lists";
import { BOD_WORDS, bod2604 } from "../priority/bod-26-04";
import { type DecisionPolicy, decideBy } from "../priority/decision-policy";
import { deployerRow, EXPOSURES, type HumanImpact, type SystemExposure } from "../priority/ssvc-deployer";
import type { ComponentDetail, JudgedComponent } from "../software/judge-components";
import { uuidOf } from "../uuid-of";
import type { VexedVerdict } from "../vex/apply-vex";
import type { SettledVexWord } from "../vex/vex-word";
import type { CveFacts } from "../vulnerability/cve-facts";
import type { AdvisoryVerdict } from "../vulnerability/verdict";
import {
  EXPLOITATIONS,
  type Exploitation,
  FINDING_DECISIONS,
  type Finding,
  type FindingDecision,
  type FindingVerdict,
} from "./finding";
import type { ModuleVerdict } from "./module-findings";

/** An input of the decision, with where it comes from; a person may overrule it. */
export interface DecisionInput {
  readonly name: "Exploitation" | "Exposure" | "Automatable" | "Human impact" | "Technical impact" | "Known exploited";
  readonly value: string;
  readonly source: string;
}

/** Points inside a decision: the list adds up to what orders findings. */
export interface PriorityPoints {
  readonly label: string;
  readonly points: number;
}

/** What the card of a finding shows besides its row. */
export interface FindingDetail {
  readonly verdict: AdvisoryVerdict | null;
  /** What was seen, in a sentence; of hardening checks also what to use instead. */
  readonly because: string;
  readonly alternative: string | null;
  /** What the decision rests on that is the weakness's own, wherever the device stands. */
  readonly weakness: readonly DecisionInput[];
  /** All that it rests on. */
  readonly inputs: readonly DecisionInput[];
  /** Row of SSVC's deployer table, from 0. */
  readonly ssvcRow: number;
  /** The same by CISA's BOD 26-04, in words. */
  readonly bod: string;
  readonly points: readonly PriorityPoints[];
  readonly facts: readonly CveFacts[];
  /** Where an insecure service was seen; null for advisories, whose cards cite what they rest on. */
  readonly citation: Citation | null;
  /** Exploitability statements on its vulnerabilities, also those that do not count; left out where there is none. */
  readonly vex?: readonly SettledVexWord[];
  /** The component of a bill of materials that it is about; left out for all others. */
  readonly component?: ComponentDetail;
  /** Modules of the device, and devices behind it, that it is about; left out where there is none. */
  readonly modules?: readonly ModuleVerdict[];
  /** What is said without those statements; left out where they change nothing. */
  readonly withoutVex?: Pick<AdvisoryVerdict, "kind" | "cves" | "why">;
  /** Left out where nobody overruled it. */
  readonly overruled?: Overruled;
  /** Inputs that a person set; left out where there is none. */
  readonly overridden?: readonly OverriddenInput[];
  /** By which table it was decided; left out in what was stored before there was a choice. */
  readonly policy?: DecisionPolicy;
  /** Mitigations that hold for it; left out where there is none. */
  readonly mitigated?: readonly MitigatedInput[];
}

/** A mitigation that holds for a finding, and the input that it lowers by one step; null for what was accepted. */
export interface MitigatedInput {
  readonly mitigationId: string;
  readonly title: string;
  readonly factor: "exposure" | "automatable" | null;
}

export type OverridableInput = DecisionInput["name"];

/** A person's word on one input of the decision. */
export interface OverriddenInput {
  readonly decisionId: string;
  readonly name: OverridableInput;
  readonly value: string;
  readonly actor: string;
  readonly reason: string;
  /** Microseconds since 1970; null = no end. */
  readonly expiresAtUs: number | null;
  readonly isExpired: boolean;
}

/** A person's word on the finding, also when it holds no more; the reason of that is its state. */
export interface Overruled {
  readonly decisionId: string;
  readonly verdict: "affected" | "not-affected";
  readonly actor: string;
  readonly reason: string;
  /** Microseconds since 1970; null = no end. */
  readonly expiresAtUs: number | null;
  readonly state: "holds" | "expired" | "evidence-changed";
  /** What is said without that word. */
  readonly was: FindingVerdict;
}

export interface JudgedFinding extends Finding {
  readonly detail: FindingDetail;
}

/** Where the device stands, and how much it would hurt; with the reason of each. */
export interface DeviceCircumstances {
  readonly deviceId: string;
  readonly product: string | null;
  readonly exposure: { readonly value: SystemExposure; readonly source: string };
  readonly isPubliclyExposed: boolean;
  readonly humanImpact: { readonly value: HumanImpact; readonly source: string };
  readonly policy: DecisionPolicy;
}

export interface AdvisoryKnowledge {
  readonly title: (advisory: string) => string;
  readonly vulnerabilities: (advisory: string) => readonly AdvisoryVulnerability[];
  readonly factsOf: (cve: string) => CveFacts;
  /** CVSS base score of a vector; null when it cannot be scored. */
  readonly scoreOf: (vector: string) => number | null;
}

/** The most points that a finding can have inside its decision. */
const MAX_POINTS = 999;

/**
 * One finding per advisory that applies or may apply, or did until an exploitability statement (VEX) took it away.
 * Possible ones stand in their own lane: unless exploited in the field they never pass "scheduled".
 */
export function vulnerabilityFindings(
  verdicts: readonly VexedVerdict[],
  circumstances: DeviceCircumstances,
  knowledge: AdvisoryKnowledge,
): JudgedFinding[] {
  return verdicts.flatMap((judged) => {
    const { kind } = judged.verdict;
    if (kind === "affected" || kind === "possible") return [findingOf(judged, kind, circumstances, knowledge)];
    return judged.without === null ? [] : [findingOf(judged, "not-affected", circumstances, knowledge)];
  });
}

/** One finding per weak component of the bills of materials that the device runs. */
export function componentFindings(
  components: readonly JudgedComponent[],
  circumstances: DeviceCircumstances,
  knowledge: AdvisoryKnowledge,
): JudgedFinding[] {
  return components.flatMap((judged) =>
    vulnerabilityFindings([judged], circumstances, knowledge).map((finding) => ({
      ...finding,
      title: judged.title,
      detail: { ...finding.detail, component: judged.component },
    })),
  );
}

function findingOf(
  { verdict, words, without }: VexedVerdict,
  kind: FindingVerdict,
  circumstances: DeviceCircumstances,
  { title, vulnerabilities, factsOf, scoreOf }: AdvisoryKnowledge,
): JudgedFinding {
  const { deviceId, product } = circumstances;
  const cves = new Set(verdict.cves);
  const named = vulnerabilities(verdict.advisory).filter(({ id }) => cves.has(id));
  const facts = verdict.cves.map(factsOf);
  const vectors = [...named.flatMap((it) => it.cvssVectors), ...facts.flatMap((it) => it.cvssVectors)];
  const cvss = highest(vectors.map(scoreOf));
  const epss = highest(facts.map((it) => it.epss));
  const isKev = facts.some((it) => it.kevSince !== null);
  const exploitation = worstExploitation(facts);
  const isRansomware = facts.some((it) => it.isRansomware);
  return withCircumstances(
    {
      id: uuidOf(`finding|${deviceId}|vulnerability|${verdict.advisory}`),
      deviceId,
      kind: "vulnerability",
      key: verdict.advisory,
      title: title(verdict.advisory),
      verdict: kind,
      confidence: verdict.confidence === "possible" ? null : verdict.confidence,
      question: verdict.questions[0]?.text ?? null,
      product,
      cves: [...verdict.cves],
      cvss,
      epss,
      isKev,
      exploitation,
      fix: verdict.fix.from === "none" ? null : verdict.fix.details,
      detail: {
        verdict,
        because: verdict.why,
        alternative: null,
        points: pointsOf({ isKev, isRansomware, exploitation, cvss, epss, kind }),
        facts,
        citation: null,
        ...(words.length > 0 ? { vex: words } : {}),
        ...(without === null ? {} : { withoutVex: { kind: without.kind, cves: without.cves, why: without.why } }),
        weakness: [
          { name: "Exploitation", value: exploitation, source: exploitationSource(facts, exploitation) },
          automatableOf(facts, vectors),
          technicalImpactOf(facts),
        ],
      },
    },
    circumstances,
  );
}

/** A finding before it is known where its device stands. */
export type PlacelessFinding = Omit<Finding, "decision" | "priority"> & {
  readonly detail: Omit<FindingDetail, "inputs" | "ssvcRow" | "bod">;
};

/** The finding's decision where the device stands now: called again whenever that changes, without matching anew. */
export function withCircumstances(finding: PlacelessFinding, circumstances: DeviceCircumstances): JudgedFinding {
  const { verdict, isKev, detail } = finding;
  const { policy } = circumstances;
  const overridden = new Map((detail.overridden ?? []).filter((it) => !it.isExpired).map((it) => [it.name, it]));
  /** A person's word in front of what feeds and traffic say; their words stay beside it. */
  const settle = <V extends string>(name: OverridableInput, fact: { readonly value: V; readonly source: string }) => {
    const word = overridden.get(name);
    if (!word) return fact;
    const source = `${word.actor} said so: ${word.reason}. Without it ${fact.value}: ${fact.source}`;
    return { value: word.value as V, source };
  };
  const said = detail.weakness.map((it) => ({ ...it, ...settle(it.name, it) }));
  const exposure = settle("Exposure", circumstances.exposure);
  const humanImpact = settle("Human impact", circumstances.humanImpact);
  const known = settle("Known exploited", {
    value: isKev ? "yes" : "no",
    source: isKev ? "it is in CISA's catalogue of known exploited vulnerabilities" : "it is not in CISA's catalogue",
  });
  const isPubliclyExposed = overridden.has("Exposure") ? exposure.value === "open" : circumstances.isPubliclyExposed;
  const saidOf = (name: DecisionInput["name"]) => said.find((it) => it.name === name)?.value;
  const exploitation = overridden.has("Exploitation") ? (saidOf("Exploitation") as Exploitation) : finding.exploitation;
  const lowered = (factor: MitigatedInput["factor"]) => detail.mitigated?.find((it) => it.factor === factor) ?? null;
  const stopped = lowered("automatable");
  const automatable = saidOf("Automatable") === "yes" && stopped === null;
  const technicalImpact = saidOf("Technical impact") === "partial" ? "partial" : "total";
  const reach = reachUnder(exposure, lowered("exposure"));
  const inputs = { exploitation, exposure: reach.value, automatable, humanImpact: humanImpact.value };
  const weakness = said.map((it) =>
    it.name === "Automatable" && it.value === "yes" && stopped
      ? { ...it, value: "no", source: `lowered by “${stopped.title}”; without it yes: ${it.source}` }
      : it,
  );
  const bod = {
    publiclyExposed: isPubliclyExposed,
    isKev: known.value === "yes",
    automatable,
    technicalImpact,
  } as const;
  const decision = laneOf(verdict, decideBy(policy, inputs, bod), exploitation);
  return {
    ...finding,
    decision,
    priority: verdict === "not-affected" ? 0 : priorityOf(decision, detail.points),
    detail: {
      ...detail,
      inputs: [
        ...weakness,
        { name: "Exposure", ...reach },
        { name: "Human impact", ...humanImpact },
        { name: "Known exploited", ...known },
      ],
      ssvcRow: deployerRow(inputs),
      bod: BOD_WORDS[bod2604(bod)],
      policy,
    },
  };
}

/** A mitigation lowers exposure by one step; what is small stays small. */
function reachUnder(
  exposure: DeviceCircumstances["exposure"],
  mitigated: MitigatedInput | null,
): DeviceCircumstances["exposure"] {
  const value = EXPOSURES[Math.max(0, EXPOSURES.indexOf(exposure.value) - 1)] as SystemExposure;
  if (mitigated === null || value === exposure.value) return exposure;
  return {
    value,
    source: `lowered by “${mitigated.title}”; without it ${exposure.value}: ${exposure.source}`,
  };
}

/** Higher comes first: by decision, then by the sum of the points. */
export function priorityOf(decision: FindingDecision, points: readonly PriorityPoints[]): number {
  const sum = points.reduce((total, it) => total + it.points, 0);
  return FINDING_DECISIONS.indexOf(decision) * (MAX_POINTS + 1) + Math.min(MAX_POINTS, sum);
}

function laneOf(verdict: FindingVerdict, decision: FindingDecision, exploitation: Exploitation): FindingDecision {
  if (verdict === "not-affected") return "defer";
  if (verdict === "affected" || exploitation === "active") return decision;
  return FINDING_DECISIONS.indexOf(decision) > FINDING_DECISIONS.indexOf("scheduled") ? "scheduled" : decision;
}

interface Scored {
  readonly isKev: boolean;
  readonly isRansomware: boolean;
  readonly exploitation: Exploitation;
  readonly cvss: number | null;
  readonly epss: number | null;
  readonly kind: FindingVerdict;
}

function pointsOf({ isKev, isRansomware, exploitation, cvss, epss, kind }: Scored): PriorityPoints[] {
  return [
    { label: "Applies for certain", points: kind === "affected" ? 200 : 0 },
    { label: "Known to be exploited (KEV)", points: isKev ? 300 : 0 },
    { label: "Used for ransomware", points: isRansomware ? 50 : 0 },
    { label: "Code that exploits it is public", points: exploitation === "poc" ? 100 : 0 },
    { label: "CVSS base score × 10", points: Math.round((cvss ?? 0) * 10) },
    { label: "EPSS × 100", points: Math.round((epss ?? 0) * 100) },
  ].filter(({ points }) => points > 0);
}

function worstExploitation(facts: readonly CveFacts[]): Exploitation {
  const ranks = facts.map((it) => EXPLOITATIONS.indexOf(it.exploitation ?? "none"));
  return EXPLOITATIONS[Math.max(0, ...ranks)] as Exploitation;
}

function exploitationSource(facts: readonly CveFacts[], exploitation: Exploitation): string {
  const kev = facts.find((it) => it.kevSince !== null);
  if (kev) return `${kev.id} is in CISA's catalogue of known exploited vulnerabilities since ${kev.kevSince}`;
  const said = facts.find((it) => it.exploitation === exploitation);
  return said ? `CISA's SSVC points of ${said.id}` : "no feed says anything; none is assumed";
}

/** CISA's word where there is one; else from the vector: over the network, simple, without login or user. */
function automatableOf(facts: readonly CveFacts[], vectors: readonly string[]): DecisionInput {
  const say = (value: "yes" | "no", source: string): DecisionInput => ({ name: "Automatable", value, source });
  const yes = facts.find((it) => it.automatable === true);
  if (yes) return say("yes", `CISA's SSVC points of ${yes.id}`);
  if (facts.length > 0 && facts.every((it) => it.automatable === false)) return say("no", "CISA's SSVC points");
  const simple = vectors.find(isSimple);
  if (simple) return say("yes", `derived from ${simple}`);
  return say("no", vectors.length > 0 ? "derived from the CVSS vectors" : "nothing is known; no is assumed");
}

function isSimple(vector: string): boolean {
  const parts = new Set(vector.split("/"));
  return ["AV:N", "AC:L", "PR:N", "UI:N"].every((part) => parts.has(part)) && !parts.has("AT:P");
}

function technicalImpactOf(facts: readonly CveFacts[]): DecisionInput {
  const name = "Technical impact";
  const total = facts.find((it) => it.technicalImpact === "total");
  if (total) return { name, value: "total", source: `CISA's SSVC points of ${total.id}` };
  if (facts.length > 0 && facts.every((it) => it.technicalImpact === "partial")) {
    return { name, value: "partial", source: "CISA's SSVC points" };
  }
  return { name, value: "total", source: "not published for all; total is assumed" };
}

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : maxOf(known);
}
