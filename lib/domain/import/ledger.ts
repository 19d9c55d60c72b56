/**
 * Every record of a file ends in exactly one of four places, so the parts always add up to the whole.
 * parsed + ignored + truncated + malformed = records.
 */
export const LEDGER_OUTCOMES = ["parsed", "ignored", "truncated", "malformed"] as const;
export type LedgerOutcome = (typeof LEDGER_OUTCOMES)[number];

export interface LedgerReason {
  readonly outcome: Exclude<LedgerOutcome, "parsed">;
  /** One short sentence a user understands: "STP topology change, not needed". */
  readonly reason: string;
  readonly count: number;
  /** First frame, line or host it happened at. */
  readonly firstPosition: number;
}

export interface Ledger {
  readonly records: number;
  readonly parsed: number;
  readonly ignored: number;
  /** Cut by the capture length or the end of the file; what was there was read. */
  readonly truncated: number;
  readonly malformed: number;
  readonly reasons: readonly LedgerReason[];
}

export function ledgerReconciles(ledger: Ledger): boolean {
  const explained = (outcome: LedgerOutcome) =>
    ledger.reasons.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);
  return (
    ledger.parsed + ledger.ignored + ledger.truncated + ledger.malformed === ledger.records &&
    explained("ignored") === ledger.ignored &&
    explained("truncated") === ledger.truncated &&
    explained("malformed") === ledger.malformed
  );
}

/** What records count as whose reason found no room of its own. */
export const OTHER_REASONS = "other reasons";
const MAX_REASONS = 200;

/** Counts outcomes while a file is read. Reasons are bounded: beyond the cap they fold into OTHER_REASONS. */
export class LedgerBuilder {
  private parsed = 0;
  private readonly ignored = newTally();
  private readonly truncated = newTally();
  private readonly malformed = newTally();
  private reasonCount = 0;

  /** No reason that was not counted before gets a row of its own. */
  get isFull(): boolean {
    return this.reasonCount >= MAX_REASONS;
  }

  countParsed(): void {
    this.parsed += 1;
  }

  count(outcome: Exclude<LedgerOutcome, "parsed">, reason: string, position: number): void {
    const tally = this.tallyOf(outcome);
    tally.total += 1;
    const known = tally.reasons.get(reason) ?? (this.isFull ? tally.reasons.get(OTHER_REASONS) : undefined);
    if (known) {
      known.count += 1;
      return;
    }
    const counted = this.isFull ? OTHER_REASONS : reason;
    this.reasonCount += 1;
    tally.reasons.set(counted, { outcome, reason: counted, count: 1, firstPosition: position });
  }

  build(): Ledger {
    const { ignored, truncated, malformed } = this;
    const reasons = [ignored, truncated, malformed].flatMap((tally) => [...tally.reasons.values()]);
    return {
      records: this.parsed + ignored.total + truncated.total + malformed.total,
      parsed: this.parsed,
      ignored: ignored.total,
      truncated: truncated.total,
      malformed: malformed.total,
      reasons: reasons.sort((a, b) => b.count - a.count || a.firstPosition - b.firstPosition),
    };
  }

  private tallyOf(outcome: Exclude<LedgerOutcome, "parsed">): Tally {
    if (outcome === "ignored") return this.ignored;
    return outcome === "truncated" ? this.truncated : this.malformed;
  }
}

interface Tally {
  total: number;
  /** By what they say: of each outcome apart, as a key of both would have to be made for each record. */
  readonly reasons: Map<string, { -readonly [K in keyof LedgerReason]: LedgerReason[K] }>;
}

const newTally = (): Tally => ({ total: 0, reasons: new Map() });
