import type { AdvisoryVerdict, OpenQuestion } from "../vulnerability/verdict";
import { type StatedBy, settleVex } from "./settle-vex";
import { type SettledVexWord, sayVexWord, type VexWord } from "./vex-word";

/** A verdict under the statements on its vulnerabilities; `without` is what it was before them. */
export interface VexedVerdict {
  readonly verdict: AdvisoryVerdict;
  /** Every statement on its vulnerabilities, also those that do not count. */
  readonly words: readonly SettledVexWord[];
  /** null where no statement changes it. */
  readonly without: AdvisoryVerdict | null;
}

/** Statements by each name of a vulnerability. */
export function wordsByVulnerability(words: readonly VexWord[]): ReadonlyMap<string, readonly VexWord[]> {
  const found = new Map<string, VexWord[]>();
  for (const word of words) {
    for (const name of word.vulnerabilities) {
      const list = found.get(name);
      if (list) list.push(word);
      else found.set(name, [word]);
    }
  }
  return found;
}

/**
 * What statements make of a verdict, vulnerability by vulnerability: "not affected" and "fixed" take it away, "affected"
 * makes it certain, "under investigation" leaves it open. Verdicts that do not apply stay as they are.
 */
export function applyVex(
  verdict: AdvisoryVerdict,
  words: ReadonlyMap<string, readonly VexWord[]>,
  advisory: StatedBy | null,
): VexedVerdict {
  if (words.size === 0 || (verdict.kind !== "affected" && verdict.kind !== "possible")) {
    return { verdict, words: [], without: null };
  }
  const settled = verdict.cves.flatMap((cve) => settleVex(cve, words.get(cve.toUpperCase()) ?? [], advisory));
  const counting = new Map(settled.filter((it) => it.standing === "counts").map((it) => [it.vulnerability, it]));
  if (counting.size === 0) return { verdict, words: settled, without: null };
  const statusOf = (cve: string) => counting.get(cve)?.status ?? null;
  const isCleared = (cve: string) => ["not_affected", "fixed"].includes(statusOf(cve) ?? "");
  const left = verdict.cves.filter((cve) => !isCleared(cve));
  const certain = left.filter((cve) =>
    verdict.kind === "affected" ? statusOf(cve) !== "under_investigation" : statusOf(cve) === "affected",
  );
  const why = [...new Set([...counting.values()].map(sayVexWord))].slice(0, 3).join("; ");
  const changed = ((): AdvisoryVerdict => {
    if (left.length === 0) {
      return {
        ...verdict,
        kind: "not_affected",
        confidence: null,
        why,
        questions: [],
        wouldChange: "a later statement of its issuer, another version on the device, or a person's decision",
      };
    }
    if (certain.length > 0) {
      const isNew = verdict.kind === "possible";
      return {
        ...verdict,
        kind: "affected",
        confidence: isNew ? "exact" : verdict.confidence,
        cves: certain,
        why: isNew ? why : [verdict.why, why].join("; "),
        questions: [],
      };
    }
    const open = left.some((cve) => statusOf(cve) === "under_investigation");
    return {
      ...verdict,
      kind: "possible",
      confidence: "possible",
      cves: left,
      why: [why, verdict.why].join("; "),
      questions: open ? [INVESTIGATION, ...(verdict.kind === "possible" ? verdict.questions : [])] : verdict.questions,
    };
  })();
  return { verdict: changed, words: settled, without: verdict };
}

const INVESTIGATION: OpenQuestion = { kind: "status", text: "What did the issuer of the statement find?" };

/** Verdicts of statements on vulnerabilities that nothing else says of the device: its own kind of advisory. */
export function verdictsOfVex(
  words: ReadonlyMap<string, readonly VexWord[]>,
  known: ReadonlySet<string>,
): VexedVerdict[] {
  const found = new Map<string, VexedVerdict>();
  for (const some of words.values()) {
    // By the first name that the statement gives it.
    const id = some[0]?.vulnerabilities[0] ?? "";
    if (found.has(id) || some.some((it) => it.vulnerabilities.some((name) => known.has(name)))) continue;
    const settled = settleVex(id, some, null);
    const counting = settled.find((it) => it.standing === "counts");
    if (!counting || (counting.status !== "affected" && counting.status !== "under_investigation")) continue;
    const isAffected = counting.status === "affected";
    found.set(id, {
      words: settled,
      without: null,
      verdict: {
        advisory: id,
        kind: isAffected ? "affected" : "possible",
        confidence: isAffected ? "exact" : "possible",
        cves: [id],
        why: sayVexWord(counting),
        questions: isAffected ? [] : [INVESTIGATION],
        wouldChange: "a later statement of its issuer, or another version on the device",
        fix:
          counting.action === null
            ? { from: "none", details: null, url: null, noneIsPlanned: false }
            : { from: "vendor_fix", details: counting.action, url: null, noneIsPlanned: false },
        mitigations: [],
        cards: [],
      },
    });
  }
  return [...found.values()];
}
