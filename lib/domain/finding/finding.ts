/** One weakness on one device: an advisory that applies or may apply, or a hardening check that failed. */
export const FINDING_KINDS = ["vulnerability", "hardening"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** "not-affected" is kept only where a person or an exploitability statement said so against what advisories say. */
export const FINDING_VERDICTS = ["affected", "possible", "not-affected"] as const;
export type FindingVerdict = (typeof FINDING_VERDICTS)[number];

/** SSVC, "Exploitation": worst last. */
export const EXPLOITATIONS = ["none", "poc", "active"] as const;
export type Exploitation = (typeof EXPLOITATIONS)[number];

/** SSVC deployer's outcomes, most urgent last. */
export const FINDING_DECISIONS = ["defer", "scheduled", "out-of-cycle", "immediate"] as const;
export type FindingDecision = (typeof FINDING_DECISIONS)[number];

/** What a plant does about it. */
export const DECISION_WORDS: Readonly<Record<FindingDecision, string>> = {
  immediate: "Act now, by a control",
  "out-of-cycle": "Next outage",
  scheduled: "Planned",
  defer: "Accept with review",
};

export interface Finding {
  /** Deterministic: from device, kind and key. */
  readonly id: string;
  readonly deviceId: string;
  readonly kind: FindingKind;
  /** The advisory's id, or the check's. */
  readonly key: string;
  readonly title: string;
  readonly verdict: FindingVerdict;
  readonly confidence: "exact" | "range" | "family" | null;
  /** What a person would have to answer; null when nothing is open. */
  readonly question: string | null;
  /** Maker and product as the device states them. */
  readonly product: string | null;
  readonly cves: readonly string[];
  /** Highest CVSS base score of its vulnerabilities. */
  readonly cvss: number | null;
  /** Highest EPSS probability; shown, and never taken for exploitation. */
  readonly epss: number | null;
  readonly isKev: boolean;
  readonly exploitation: Exploitation;
  readonly decision: FindingDecision;
  /** Orders findings: by decision, then by points. */
  readonly priority: number;
  readonly fix: string | null;
}
