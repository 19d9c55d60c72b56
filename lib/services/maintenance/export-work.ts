import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { WorkItemDto } from "@/lib/contracts/maintenance";
import { csvRow } from "@/lib/domain/export/csv-row";
import { OUTAGE_WORDS } from "@/lib/domain/maintenance/arrange-work";
import { loadMaintenance } from "./load-maintenance";
import { presentWork } from "./present-work";

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
  return pieces();
}

async function* pieces(): AsyncGenerator<string> {
  const { occurrences, anytime, unplanned } = await loadMaintenance();
  yield csvRow(COLUMNS);
  for (const { window, beginMs, work, objections } of occurrences) {
    const { title, zoneName, durationMinutes } = window;
    const cells = [title, zoneName ?? "whole plant", new Date(beginMs).toISOString(), String(durationMinutes)];
    for (const [at, it] of work.entries())
      yield csvRow([...cells, String(at + 1), ...cellsOf(presentWork(it, objections.get(it.id) ?? null))]);
  }
  for (const it of anytime) yield csvRow(["any time", "", "", "", "", ...cellsOf(presentWork(it, null))]);
  for (const it of unplanned) yield csvRow(["no window yet", "", "", "", "", ...cellsOf(presentWork(it, null))]);
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
