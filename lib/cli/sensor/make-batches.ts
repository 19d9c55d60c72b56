import { MAX_BATCH_ROWS, type SensorBatch, type SensorHealth } from "@/lib/contracts/sensors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";

export type Unnumbered = Omit<SensorBatch, "seq" | "lostBatches" | "lostPackets">;

/** What one interval becomes: one batch, or several when it holds more rows than one may. Its counts stand in the first. */
export function makeBatches(
  result: DiscoveryResult,
  more: { readonly nowMs: number; readonly dropped: number; readonly health: SensorHealth },
): Unnumbered[] {
  const { observations, flows, flood, firstSeenUs, lastSeenUs } = result;
  const { records, parsed, ignored, truncated, malformed } = result.ledger;
  const day = new Date(firstSeenUs === null ? more.nowMs : firstSeenUs / 1_000).toISOString().slice(0, 10);
  const base = { version: 1 as const, day, sentAtMs: more.nowMs, firstSeenUs, lastSeenUs, health: more.health };
  const batches: Unnumbered[] = [];
  const parts = Math.max(1, Math.ceil(Math.max(observations.length, flows.length) / MAX_BATCH_ROWS));
  for (let part = 0; part < parts; part += 1) {
    const isFirst = part === 0;
    const [from, to] = [part * MAX_BATCH_ROWS, (part + 1) * MAX_BATCH_ROWS];
    batches.push({
      ...base,
      ledger: isFirst
        ? { records, parsed, ignored, truncated, malformed }
        : { records: 0, parsed: 0, ignored: 0, truncated: 0, malformed: 0 },
      dropped: isFirst ? more.dropped : 0,
      // Captures state nothing by declaration: the shapes are the same but for that word.
      observations: observations.slice(from, to) as SensorBatch["observations"],
      flows: flows.slice(from, to) as SensorBatch["flows"],
      flood: isFirst && flood !== null ? { ...flood, examples: [...flood.examples] } : null,
    });
  }
  return batches;
}
