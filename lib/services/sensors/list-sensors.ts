import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type SensorDto, sensorHealth } from "@/lib/contracts/sensors";
import { listSensorRows, type SensorRow, sensorCoverage } from "@/lib/db/sensor";
import { type SensorSigns, sensorState, sensorTrouble } from "@/lib/domain/sensor/sensor-state";

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
  const { id, name, siteName, realmName, clockOffsetMs } = row;
  const { lostBatches, lostPackets, forgottenBatches, forgottenPackets } = row;
  const signs = signsOf(row, nowMs);
  return {
    ...{ id, name, siteName, realmName, clockOffsetMs, lostBatches, lostPackets, forgottenBatches, forgottenPackets },
    coverage,
    state: sensorState(signs),
    trouble: sensorTrouble(signs),
    createdAt: row.createdAt.toISOString(),
    lastBatchAt: row.lastBatchAt?.toISOString() ?? null,
    health: healthOf(row),
  };
}

function healthOf({ health }: SensorRow): SensorDto["health"] {
  const read = sensorHealth.safeParse(health);
  return read.success ? read.data : null;
}

/** What the state of a sensor is told from. */
export function signsOf(row: SensorRow, nowMs: number): SensorSigns {
  const health = healthOf(row);
  return {
    hasToken: row.hasToken,
    sinceBatchMs: row.lastBatchAt === null ? null : nowMs - row.lastBatchAt.getTime(),
    silentMs: health?.silentMs ?? null,
    everyMs: health?.everyMs ?? null,
    interfaceName: health?.interfaceName ?? null,
    link: health?.link ?? null,
  };
}
