import "server-only";
import { createHash } from "node:crypto";
import type { FindingRecord } from "@/lib/db/findings/finding";
import { placeOfChild } from "@/lib/domain/device/child-address";
import type { AnswerDecision, InputDecision, OverruleDecision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { compareDecisions } from "@/lib/domain/device/device-state";
import {
  componentFindings,
  type DeviceCircumstances,
  type JudgedFinding,
  type PlacelessFinding,
  vulnerabilityFindings,
} from "@/lib/domain/finding/build-findings";
import { circumstancesOf } from "@/lib/domain/finding/circumstances";
import { hardeningFindings } from "@/lib/domain/finding/hardening-findings";
import { lifecycleFindings } from "@/lib/domain/finding/lifecycle-finding";
import {
  type JudgedModule,
  type LeadVerdict,
  leadVerdicts,
  productOf as productOfModule,
} from "@/lib/domain/finding/module-findings";
import { overrideInputs } from "@/lib/domain/finding/override-input";
import { overruleFinding } from "@/lib/domain/finding/overrule-finding";
import { isOnBackplane } from "@/lib/domain/identity/joins/rack-backplane";
import type { DeviceLifecycle } from "@/lib/domain/lifecycle/lifecycle";
import type { DecisionPolicy } from "@/lib/domain/priority/decision-policy";
import type { Exposure, KnownVulnerability } from "@/lib/domain/risk/risk";
import { judgeComponents } from "@/lib/domain/software/judge-components";
import { applyVex, type VexedVerdict, verdictsOfVex, wordsByVulnerability } from "@/lib/domain/vex/apply-vex";
import type { VexWord } from "@/lib/domain/vex/vex-word";
import type { ObservedProduct } from "@/lib/domain/vulnerability/observed-product";
import type { Zone } from "@/lib/domain/zone/zone";
import { canonicalJson } from "../inventory/canonical-json";
import type { Knowledge } from "../knowledge/load-knowledge";

/** Everything weak about a device, by what is known now: advisories that apply or may apply, and insecure services. */
export function judgeFindings(
  device: Device,
  {
    exposure,
    zone,
    knowledge,
    overrules,
    answers,
    inputs,
    policy,
    nowUs,
    lifecycle,
  }: {
    readonly exposure: Exposure;
    readonly zone: Zone | null;
    readonly knowledge: Knowledge | null;
    /** Those that hold on to this device. */
    readonly overrules: readonly OverruleDecision[];
    readonly answers: readonly AnswerDecision[];
    readonly inputs: readonly InputDecision[];
    readonly policy: DecisionPolicy;
    readonly nowUs: number;
    /** End dates of the device; null when no list has any. */
    readonly lifecycle: DeviceLifecycle | null;
  },
): JudgedFinding[] {
  const circumstances = circumstancesOf(device, exposure, zone, policy);
  const vulnerabilities = knowledge ? weaknessesOf(device, answers, knowledge, circumstances) : [];
  const found = [
    ...vulnerabilities,
    ...hardeningFindings(device, circumstances),
    ...lifecycleFindings(lifecycle, circumstances, nowUs),
  ];
  if (overrules.length + inputs.length === 0) return found;
  return found.map((it) =>
    overrideInputs(overruleFinding(it, overrules, circumstances, nowUs), inputs, circumstances, nowUs),
  );
}

/** Advisories, statements that speak alone, and components of the bills that the device runs. */
function weaknessesOf(
  device: Device,
  answers: readonly AnswerDecision[],
  knowledge: Knowledge,
  circumstances: DeviceCircumstances,
): JudgedFinding[] {
  const observed = observedProductOf(device, answers);
  const words = knowledge.statements.match({ ...observed, id: device.id });
  const advisories = judgeAdvisories(observed, words, knowledge);
  const leads = leadVerdicts(advisories, judgeModules(device, answers, knowledge));
  const known = new Set([...advisories, ...leads.map((it) => it.judged)].flatMap(vulnerabilitiesOf));
  const { vendor, product: model, orderNumber, firmware } = observed;
  const components = judgeComponents(
    knowledge.software.attach({ vendor, model, orderNumber, firmware }),
    known,
    words,
    knowledge.statements.matchComponent,
  );
  for (const it of components.flatMap(vulnerabilitiesOf)) known.add(it);
  const alone = words.length === 0 ? [] : verdictsOfVex(wordsByVulnerability(words), known);
  return [
    ...leads.flatMap((it) => findingsOfLead(it, circumstances, knowledge)),
    ...vulnerabilityFindings(alone, circumstances, knowledge),
    ...componentFindings(components, circumstances, knowledge),
  ];
}

/** Modules and devices behind the device that name their product, each under the advisories on it. */
function judgeModules(device: Device, answers: readonly AnswerDecision[], knowledge: Knowledge): JudgedModule[] {
  return device.children.flatMap((child) => {
    if (!child.fields.model && !child.fields.orderNumber) return [];
    const observed = observedProductOf(child, answers);
    // What stands in the rack is its maker's, where nothing else is said.
    const vendor = observed.vendor ?? (isOnBackplane(child.address) ? (device.fields.vendor?.value ?? null) : null);
    const module = { ...observed, vendor };
    const words = knowledge.statements.match({ ...module, id: device.id });
    return [{ child, verdicts: judgeAdvisories(module, words, knowledge) }];
  });
}

/** The finding of an advisory, with the modules that it is about. */
function findingsOfLead(
  { judged, module, modules }: LeadVerdict,
  circumstances: DeviceCircumstances,
  knowledge: Knowledge,
): JudgedFinding[] {
  const about = module === null ? circumstances : { ...circumstances, product: productOfModule(module) };
  const found = vulnerabilityFindings([judged], about, knowledge);
  if (modules.length === 0) return found;
  return found.map((finding) => ({
    ...finding,
    detail: {
      ...finding.detail,
      ...(module === null ? {} : { because: `${placeOfChild(module.address)}: ${finding.detail.because}` }),
      modules,
    },
  }));
}

/** Those that a verdict speaks of, in upper case: also those that do not apply because a document says so. */
function vulnerabilitiesOf({ verdict, without }: VexedVerdict): string[] {
  return [...(without ?? verdict).cves, ...(verdict.cleared ?? [])].map((it) => it.toUpperCase());
}

/** Advisories under the exploitability statements (VEX) on their vulnerabilities. */
export function judgeAdvisories(
  observed: ObservedProduct,
  words: readonly VexWord[],
  knowledge: Knowledge,
): VexedVerdict[] {
  const byVulnerability = wordsByVulnerability(words);
  return knowledge.matcher
    .match(observed)
    .map((it) => applyVex(it, byVulnerability, knowledge.advisories.get(it.advisory)?.advisory ?? null));
}

/** What the device says of its make, with the line that its product was read from, and what people answered about it. */
export function observedProductOf(
  { fields }: Pick<Device, "fields">,
  answers: readonly AnswerDecision[],
): ObservedProduct {
  const stated = (name: keyof Device["fields"]) => fields[name]?.value ?? null;
  const source = fields.model ?? fields.orderNumber ?? fields.vendor;
  const { protocol, citation } = source?.claim ?? {};
  return {
    vendor: stated("vendor"),
    product: stated("model"),
    model: null,
    orderNumber: stated("orderNumber"),
    firmware: stated("firmware"),
    hardwareVersion: stated("hardware"),
    serial: stated("serial"),
    raw: citation ? `${protocol}, ${citation.fileName} at ${citation.position}` : "",
    // Latest last, so that it wins.
    answers: new Map(
      [...answers]
        .sort(compareDecisions)
        .reverse()
        .map((it) => [it.question, it.answer === "yes"]),
    ),
  };
}

/** What the device's risk counts of its findings. */
export function knownVulnerabilities(
  findings: readonly Pick<
    JudgedFinding,
    "kind" | "key" | "title" | "verdict" | "exploitation" | "cvss" | "fix" | "detail"
  >[],
): KnownVulnerability[] {
  return findings.flatMap(({ kind, key, title, verdict, exploitation, cvss, fix, detail }) =>
    kind === "vulnerability" && verdict !== "not-affected"
      ? [
          {
            advisory: key,
            title,
            verdict,
            exploitation,
            cvss,
            isAutomatable: detail.weakness.some((it) => it.name === "Automatable" && it.value === "yes"),
            hasFix: fix !== null,
          },
        ]
      : [],
  );
}

/** A stored finding, to be judged for other circumstances. */
export function placelessOf({ fingerprint: _, detail, ...finding }: FindingRecord): PlacelessFinding {
  return { ...finding, detail: detail as JudgedFinding["detail"] };
}

export function recordOf(finding: JudgedFinding): FindingRecord {
  return { ...finding, fingerprint: createHash("sha256").update(canonicalJson(finding)).digest("hex") };
}
