import type { FindingDetail } from "../finding/build-findings";
import type { Finding } from "../finding/finding";
import type { VexStatus } from "./vex-statement";

/** Our own word on one vulnerability of one device, to be written as VEX. */
export interface OwnStatement {
  readonly vulnerability: string;
  readonly status: VexStatus;
  /** The reason that was given with "not affected" in another statement, in words; null when a person said it. */
  readonly justification: string | null;
  readonly note: string;
  /** What to do, where it is affected. */
  readonly action: string | null;
}

export type StatedFinding = Pick<Finding, "kind" | "verdict" | "cves" | "question" | "fix"> & {
  readonly detail: Pick<FindingDetail, "because" | "vex" | "overruled">;
};

const CAUTION: readonly VexStatus[] = ["fixed", "not_affected", "under_investigation", "affected"];

/**
 * One statement for each vulnerability that a device's findings name. Affected and not affected as judged or as a person
 * said, with the reason; open questions are "under investigation". Where findings differ on one vulnerability the more
 * cautious one counts.
 */
export function ownStatements(findings: readonly StatedFinding[]): OwnStatement[] {
  const found = new Map<string, OwnStatement>();
  const add = (statement: OwnStatement) => {
    const known = found.get(statement.vulnerability);
    if (!known || CAUTION.indexOf(statement.status) > CAUTION.indexOf(known.status))
      found.set(statement.vulnerability, statement);
  };
  for (const finding of findings) {
    if (finding.kind !== "vulnerability") continue;
    for (const vulnerability of finding.cves) add(ownStatement(vulnerability, finding));
    const own = new Set(finding.cves);
    for (const word of finding.detail.vex ?? []) {
      // What a statement took away from a finding that goes on to apply, or left open in it.
      if (own.has(word.vulnerability) || word.standing !== "counts" || word.status === "affected") continue;
      const note = word.impact ?? finding.detail.because;
      add({ ...word, vulnerability: word.vulnerability, note, action: null });
    }
  }
  return [...found.values()].map(({ vulnerability, status, justification, note, action }) => ({
    ...{ vulnerability, status, justification, note, action },
  }));
}

function ownStatement(vulnerability: string, { verdict, question, fix, detail }: StatedFinding): OwnStatement {
  const { overruled, vex, because } = detail;
  if (overruled?.state === "holds") {
    const note = `${overruled.actor} said so: ${overruled.reason}`;
    return overruled.verdict === "affected"
      ? { vulnerability, status: "affected", justification: null, note, action: fix ?? NO_FIX }
      : { vulnerability, status: "not_affected", justification: null, note, action: null };
  }
  if (verdict === "affected")
    return { vulnerability, status: "affected", justification: null, note: because, action: fix ?? NO_FIX };
  if (verdict === "possible") {
    const note = question === null ? because : `${question} ${because}`;
    return { vulnerability, status: "under_investigation", justification: null, note, action: null };
  }
  const word = vex?.find((it) => it.standing === "counts" && it.vulnerability === vulnerability.toUpperCase());
  return {
    vulnerability,
    status: word?.status === "fixed" ? "fixed" : "not_affected",
    justification: word?.justification ?? null,
    note: word?.impact ?? because,
    action: null,
  };
}

const NO_FIX = "No fix is known here. Mitigate until there is one.";
