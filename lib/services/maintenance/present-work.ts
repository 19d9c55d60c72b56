import "server-only";
import type { WorkItemDto } from "@/lib/contracts/maintenance";
import type { WorkRow } from "@/lib/db/findings/maintenance";

/** @param objection what does not fit its window, in a sentence */
export function presentWork(row: WorkRow, objection: string | null): WorkItemDto {
  const { id, title, kind, outage, minutes, owner, note, zoneId, zoneName, findingKey, riskRemoved, windowId } = row;
  return {
    ...{ id, title, kind, outage, minutes, owner, note, zoneId, zoneName, findingKey, riskRemoved, windowId },
    deviceCount: row.deviceIds.length,
    devices: row.devices.map((it) => ({ id: it.id, name: it.name })),
    occurrenceAt: row.occurrenceAt?.toISOString() ?? null,
    state: row.state,
    objection,
  };
}
