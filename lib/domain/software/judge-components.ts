import { applyVex, type VexedVerdict, wordsByVulnerability } from "../vex/apply-vex";
import { fitsComponent } from "../vex/fit-vex-product";
import type { VexWord } from "../vex/vex-word";
import type { OpenQuestion } from "../vulnerability/verdict";
import type { Component } from "./component";
import { componentKey } from "./component-key";
import type { ComponentVerdict } from "./match-component";
import type { AttachedBill, WeakComponent } from "./software-index";

/** The component of a bill that a finding is about, for its card. */
export interface ComponentDetail {
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly billId: string;
  readonly billFile: string;
  readonly product: string;
  readonly productVersion: string;
  /** Why the device is taken to run the bill's product. */
  readonly why: string;
  /** The first ones, affected before open. */
  readonly weaknesses: readonly Pick<ComponentVerdict, "id" | "kind" | "why" | "fixedIn" | "conditions" | "sayer">[];
  /** All that the component has or may have, besides what an advisory about the product says already. */
  readonly total: number;
}

export interface JudgedComponent extends VexedVerdict {
  readonly title: string;
  readonly component: ComponentDetail;
}

/** A finding names at most so many vulnerabilities of a component; the others are counted. */
const MAX_VULNERABILITIES = 300;
const MAX_SHOWN = 50;
const MAX_REASONS = 3;

/**
 * One verdict for each weak component of the bills that a device runs. A vulnerability that an advisory about the product
 * speaks of (`known`) stays with the advisory. Of a bill of which it cannot be told whether the device runs it, everything
 * is possible only. Statements (VEX) on the component in this product, or on the component itself, count.
 */
export function judgeComponents(
  attached: readonly AttachedBill[],
  known: ReadonlySet<string>,
  words: readonly VexWord[],
  wordsOn: (component: Component) => readonly VexWord[],
): JudgedComponent[] {
  const found = new Map<string, JudgedComponent>();
  for (const { bill, attachment } of attached) {
    for (const weak of bill.weak) {
      const key = componentKey(weak.component);
      if (found.has(key)) continue;
      const judged = judge(key, weak, { bill, attachment }, known);
      if (!judged) continue;
      const own = [...words.filter((it) => isAbout(it, weak.component)), ...wordsOn(weak.component)];
      found.set(key, { ...judged, ...applyVex(judged.verdict, wordsByVulnerability(own), null) });
    }
  }
  return [...found.values()];
}

/** A statement without parts is about the whole product, its components included. */
function isAbout({ components }: VexWord, component: Component): boolean {
  return components.length === 0 || components.some((it) => fitsComponent(it, component));
}

function judge(
  key: string,
  { component, verdicts }: WeakComponent,
  { bill, attachment }: AttachedBill,
  known: ReadonlySet<string>,
): JudgedComponent | null {
  const own = verdicts.filter(({ id }) => !known.has(id.toUpperCase())).sort(compareVerdicts);
  if (own.length === 0) return null;
  const isOpen = attachment.kind === "cannot-tell";
  const affected = own.filter(({ kind }) => kind === "affected");
  const isAffected = affected.length > 0 && !isOpen;
  const counted = isAffected ? affected : own;
  const called = component.version === null ? component.name : `${component.name} ${component.version}`;
  const reasons = [...new Set(counted.map(({ why }) => why))];
  const more = reasons.length > MAX_REASONS ? `; and ${reasons.length - MAX_REASONS} other reasons` : "";
  const cut = counted.length > MAX_VULNERABILITIES ? `; the first ${MAX_VULNERABILITIES} of ${counted.length}` : "";
  return {
    title: `${called} in ${bill.product}`,
    words: [],
    without: null,
    verdict: {
      advisory: key,
      kind: isAffected ? "affected" : "possible",
      confidence: isAffected ? "range" : "possible",
      cves: counted.slice(0, MAX_VULNERABILITIES).map(({ id }) => id),
      why: `${called} is part of ${bill.product} ${bill.version}, and ${attachment.why}: ${reasons.slice(0, MAX_REASONS).join("; ")}${more}${cut}`,
      questions: isAffected ? [] : [isOpen ? FIRMWARE : BUILD],
      wouldChange: "other firmware on the device, another bill of materials, or a statement (VEX) of its maker",
      fix: { from: "none", details: null, url: null, noneIsPlanned: false },
      mitigations: [],
      cards: [],
    },
    component: {
      ...{ name: component.name, version: component.version, purl: component.purl },
      ...{ billId: bill.id, billFile: bill.fileName, product: bill.product, productVersion: bill.version },
      why: attachment.why,
      weaknesses: own
        .slice(0, MAX_SHOWN)
        .map(({ id, kind, why, fixedIn, conditions, sayer }) => ({ id, kind, why, fixedIn, conditions, sayer })),
      total: own.length,
    },
  };
}

const FIRMWARE: OpenQuestion = { kind: "version", text: "Which firmware version does it run?" };
const BUILD: OpenQuestion = { kind: "option", text: "Does the build that the product has contain the vulnerability?" };

/** Affected first, then by name with numbers in turn, newest first. */
function compareVerdicts(a: ComponentVerdict, b: ComponentVerdict): number {
  if (a.kind !== b.kind) return a.kind === "affected" ? -1 : 1;
  return b.id.localeCompare(a.id, "en", { numeric: true });
}
