import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { WorkItemDto } from "@/lib/contracts/maintenance";
import { csvRow } from "@/lib/domain/export/csv-row";
import { OUTAGE_WORDS } from "@/lib/domain/maintenance/arrange-work";
import { getMaintenancePlan } from "./get-maintenance-plan";

const COLUMNS = [
  "window",
  "window_zone",
  "window_starts",
  "window_minutes",
  "order",
  "work",
  "kind",
  "needs",
  "minutes",
  "zone",
  "devices",
  "finding",
  "risk_removed",
  "owner",
  "note",
  "objection",
];

/** The open work as a list to be carried along: by window in the order in which it is done, then what is in none. */
export function exportWork(actor: Actor): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(actor);
}

async function* pieces(actor: Actor): AsyncGenerator<string> {
  const { occurrences, anytime, unplanned } = await getMaintenancePlan(actor);
  yield csvRow(COLUMNS);
  for (const { title, zoneName, startsAt, durationMinutes, work } of occurrences) {
    const window = [title, zoneName ?? "whole plant", startsAt, String(durationMinutes)];
    for (const [at, it] of work.entries()) yield csvRow([...window, String(at + 1), ...cellsOf(it)]);
  }
  for (const it of anytime) yield csvRow(["any time", "", "", "", "", ...cellsOf(it)]);
  for (const it of unplanned) yield csvRow(["no window yet", "", "", "", "", ...cellsOf(it)]);
}

function cellsOf(it: WorkItemDto): string[] {
  const more = it.deviceCount - it.devices.length;
  const devices = it.devices.map(({ id, name }) => name ?? id).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [
    it.title,
    it.kind,
    OUTAGE_WORDS[it.outage],
    String(it.minutes),
    it.zoneName ?? "",
    devices,
    it.findingKey ?? "",
    it.riskRemoved === null ? "" : String(it.riskRemoved),
    it.owner,
    it.note,
    it.objection ?? "",
  ];
}
