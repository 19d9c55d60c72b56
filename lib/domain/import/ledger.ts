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

/** Counts outcomes while a file is read. Reasons are bounded: beyond the cap they fold into "other reasons". */
export class LedgerBuilder {
  private static readonly MAX_REASONS = 200;
  private parsed = 0;
  private readonly totals = { ignored: 0, truncated: 0, malformed: 0 };
  /** By outcome: a key of both would have to be made for each record. */
  private readonly reasons = { ignored: newReasons(), truncated: newReasons(), malformed: newReasons() };
  private reasonCount = 0;

  countParsed(): void {
    this.parsed += 1;
  }

  count(outcome: Exclude<LedgerOutcome, "parsed">, reason: string, position: number): void {
    this.totals[outcome] += 1;
    const known = this.reasons[outcome].get(reason);
    if (known) {
      known.count += 1;
    } else if (this.reasonCount < LedgerBuilder.MAX_REASONS || reason === "other reasons") {
      this.reasonCount += 1;
      this.reasons[outcome].set(reason, { outcome, reason, count: 1, firstPosition: position });
    } else {
      this.totals[outcome] -= 1;
      this.count(outcome, "other reasons", position);
    }
  }

  build(): Ledger {
    const { ignored, truncated, malformed } = this.totals;
    const reasons = Object.values(this.reasons).flatMap((it) => [...it.values()]);
    return {
      records: this.parsed + ignored + truncated + malformed,
      parsed: this.parsed,
      ignored,
      truncated,
      malformed,
      reasons: reasons.sort((a, b) => b.count - a.count || a.firstPosition - b.firstPosition),
    };
  }
}

const newReasons = () => new Map<string, { -readonly [K in keyof LedgerReason]: LedgerReason[K] }>();
