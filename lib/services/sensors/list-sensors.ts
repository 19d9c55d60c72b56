import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type SENSOR_STATES, type SensorDto, sensorHealth } from "@/lib/contracts/sensors";
import { listSensorRows, type SensorRow, sensorCoverage } from "@/lib/db/sensor";

/** Batches come every minute: one that is missing is late, an hour without any is away. */
const LATE_AFTER_MS = 3 * 60_000;
const AWAY_AFTER_MS = 60 * 60_000;
const HOURS = 24;

/** Sensors with their health, and the packets of each of the last 24 hours. */
export async function listSensors(actor: Actor, nowMs = Date.now()): Promise<{ items: SensorDto[] }> {
  requirePermission(actor, "sites.read");
  const [rows, hours] = await Promise.all([listSensorRows(), sensorCoverage(nowMs * 1_000)]);
  return {
    items: rows.map((row) => {
      const coverage = new Array<number | null>(HOURS).fill(null);
      for (const { sensorId, hoursAgo, packets } of hours) {
        const isShown = sensorId === row.id && hoursAgo < HOURS;
        // A clock that is ahead tells of hours to come: they count as the running one.
        const at = HOURS - 1 - Math.max(0, hoursAgo);
        if (isShown) coverage[at] = (coverage[at] ?? 0) + packets;
      }
      return present(row, coverage, nowMs);
    }),
  };
}

function present(row: SensorRow, coverage: (number | null)[], nowMs: number): SensorDto {
  const { id, name, siteName, realmName, clockOffsetMs, lostBatches, lostPackets } = row;
  const health = sensorHealth.safeParse(row.health);
  return {
    ...{ id, name, siteName, realmName, clockOffsetMs, lostBatches, lostPackets, coverage },
    state: stateOf(row, nowMs),
    createdAt: row.createdAt.toISOString(),
    lastBatchAt: row.lastBatchAt?.toISOString() ?? null,
    health: health.success ? health.data : null,
  };
}

function stateOf({ hasToken, lastBatchAt }: SensorRow, nowMs: number): (typeof SENSOR_STATES)[number] {
  if (!hasToken) return "revoked";
  if (!lastBatchAt) return "waiting";
  const silentMs = nowMs - lastBatchAt.getTime();
  if (silentMs <= LATE_AFTER_MS) return "live";
  return silentMs <= AWAY_AFTER_MS ? "late" : "away";
}
