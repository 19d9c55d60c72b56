import { compareText } from "../compare-text";
import type { Citation } from "../device/device";
import type { TimeUs } from "../observation";
import { OPERATIONS, type Operation, type OperationCounts } from "./flow";

/** Where what was added up begins. */
interface Begun {
  readonly firstSeenUs: TimeUs | null;
  readonly citation: Citation;
}

/** What has a time comes first, then by place, so that a citation points to a moment where one is known. */
export function isBefore(firstSeenUs: TimeUs | null, citation: Citation, sum: Begun): boolean {
  const byTime = (firstSeenUs ?? Number.MAX_SAFE_INTEGER) - (sum.firstSeenUs ?? Number.MAX_SAFE_INTEGER);
  const byFile = byTime || compareText(citation.fileSha256, sum.citation.fileSha256);
  return (byFile || citation.position - sum.citation.position) < 0;
}

export function least(a: TimeUs | null, b: TimeUs | null): TimeUs | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

export function greatest(a: TimeUs | null, b: TimeUs | null): TimeUs | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

export function sumOf(a: OperationCounts, b: OperationCounts, less: OperationCounts = {}): OperationCounts {
  const sum: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const count = (a[operation] ?? 0) + (b[operation] ?? 0) - (less[operation] ?? 0);
    if (count > 0) sum[operation] = count;
  }
  return sum;
}
