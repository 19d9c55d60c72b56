import "server-only";
import type { TimelineEventDto } from "@/lib/contracts/devices";
import type { DeviceDecisionRow } from "@/lib/db/devices/device-decisions";

const STATE_VERBS = {
  sanctioned: "Sanctioned",
  ignored: "Ignored",
  retired: "Retired",
  unsanctioned: "Put back into the queue",
} as const;

/** One event per decision, and one for taking it back. Only what still holds can be undone, by whoever may. */
export function decisionEvents(
  rows: readonly DeviceDecisionRow[],
  mayUndo: (row: DeviceDecisionRow) => boolean,
): TimelineEventDto[] {
  return rows.flatMap((row) => {
    const undoable = row.undoneAt === null && mayUndo(row) ? row.id : null;
    const made = event(row.id, row.at, `${whatOf(row)} by ${row.actor}: ${row.reason}`, undoable);
    if (!row.undoneAt) return [made];
    return [made, event(`${row.id} undone`, row.undoneAt, `Taken back by ${row.undoneBy}: ${whatOf(row)}`, null)];
  });
}

function event(id: string, at: Date, summary: string, decisionId: string | null): TimelineEventDto {
  return { id, at: at.toISOString(), kind: "decision", summary, citation: null, decisionId };
}

function whatOf({ kind, state, field, value, zoneName, expiresAt }: DeviceDecisionRow): string {
  if (kind === "state") {
    const until = expiresAt ? ` until ${expiresAt.toISOString().slice(0, 10)}` : "";
    return `${STATE_VERBS[state ?? "unsanctioned"]}${until}`;
  }
  if (kind === "pin") return value === null ? `${field} pinned as not known` : `${field} pinned to ${value}`;
  if (kind === "tag") return `Tagged ${value}`;
  if (kind === "untag") return `Tag ${value} taken off`;
  if (kind === "note") return "Note";
  if (kind === "accept-conflict") return "Contradiction accepted as it is";
  if (kind === "custom") return value === null ? `${field} taken off` : `${field} set to ${value}`;
  if (kind === "overrule") {
    const until = expiresAt ? ` until ${expiresAt.toISOString().slice(0, 10)}` : "";
    return `Verdict on ${field} overruled${until}`;
  }
  if (kind === "answer") return `Answered ${state as string} to “${field}”`;
  if (kind === "input") return `${value} of ${field} set to ${state as string}`;
  if (kind === "zone") return `Put into ${zoneName ?? "a zone that is no more"}`;
  return kind === "merge" ? "Merged with another device" : "Split from another device";
}
