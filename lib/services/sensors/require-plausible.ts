import "server-only";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { AppError } from "@/lib/domain/errors";

/** A clock that is wrong by more than this would put evidence into the future for ever. */
const MAX_AHEAD_MS = 26 * 3_600_000;
/**
 * What a line of 10 Gbit/s carries in a day, in bytes. Sums over all batches are kept in 64 bits: of larger ones a stolen
 * token needs a thousand to make every later computation of the inventory fail, of these a hundred thousand.
 */
const MAX_COUNTED = 1e14;

/** Refuses what no sensor can have heard. Throws AppError("bad-request"), with which a sensor counts the batch as lost. */
export function requirePlausible(batch: SensorBatch, nowMs: number): void {
  if (isAhead(batch, nowMs + MAX_AHEAD_MS))
    throw new AppError("bad-request", "The sensor's clock is ahead by more than a day. Set it right.");
  if (counted(batch) > MAX_COUNTED)
    throw new AppError("bad-request", "The batch counts more than a line of 10 Gbit/s carries in a day.");
}

/** By its day or by any time in it: what is seen last is what presence and order are told from. */
function isAhead(batch: SensorBatch, latestMs: number): boolean {
  const latestUs = latestMs * 1_000;
  const isLater = ({ firstSeenUs, lastSeenUs }: { firstSeenUs: number | null; lastSeenUs: number | null }) =>
    (firstSeenUs ?? 0) > latestUs || (lastSeenUs ?? 0) > latestUs;
  return (
    Date.parse(`${batch.day}T00:00:00Z`) > latestMs ||
    isLater(batch) ||
    batch.observations.some(isLater) ||
    batch.flows.some(isLater) ||
    (batch.flood !== null && isLater(batch.flood))
  );
}

/** Everything that will be added to a sum. */
function counted({ ledger, dropped, lostBatches, lostPackets, observations, flows, flood }: SensorBatch): number {
  const numbers = [
    ...Object.values(ledger),
    dropped,
    lostBatches,
    lostPackets,
    flood?.addresses ?? 0,
    flood?.frames ?? 0,
  ];
  for (const it of observations) {
    numbers.push(it.count);
    if (it.kind === "sighting") numbers.push(it.sent, it.received);
  }
  for (const it of flows) {
    numbers.push(it.packets, it.bytes, it.packetsFromResponder, it.bytesFromResponder, ...Object.values(it.operations));
  }
  return numbers.reduce((sum, it) => sum + it, 0);
}
