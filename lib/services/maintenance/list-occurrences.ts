import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MaintenanceOccurrenceDto, OccurrencePageDto, OccurrenceQuery } from "@/lib/contracts/maintenance";
import { compareOccurrences } from "@/lib/domain/maintenance/maintenance-window";
import { readCursor, writeCursor } from "../page-cursor";
import { type LoadedOccurrence, loadMaintenance, positionOf } from "./load-maintenance";

const position = z.tuple([z.number().int(), z.uuid()]);

/** Occurrences of maintenance windows, earliest first, by filter and page. */
export async function listOccurrences(
  actor: Actor,
  { zone, q, cursor, limit }: OccurrenceQuery,
): Promise<OccurrencePageDto> {
  requirePermission(actor, "findings.read");
  const after = cursor === undefined ? null : readPosition(cursor);
  const { occurrences } = await loadMaintenance();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = occurrences.filter(({ window }) => {
    if (zone !== undefined && window.zoneId !== null && window.zoneId !== zone) return false;
    const text = `${window.title} ${window.zoneName ?? "whole plant"}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rest = after === null ? chosen : chosen.filter((it) => compareOccurrences(positionOf(it), after) > 0);
  const items = rest.slice(0, limit);
  const last = rest.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(presentOccurrence),
    next: last ? writeCursor([last.beginMs, last.window.id]) : null,
    total: chosen.length,
  };
}

function presentOccurrence({ window, beginMs, work, objections }: LoadedOccurrence): MaintenanceOccurrenceDto {
  const { id, title, zoneId, zoneName, durationMinutes, outage, repeats, every } = window;
  return {
    ...{ windowId: id, title, zoneId, zoneName, durationMinutes, outage, repeats, every },
    startsAt: new Date(beginMs).toISOString(),
    workCount: work.length,
    objection: objections.get(null) ?? null,
  };
}

function readPosition(cursor: string) {
  const [beginMs, windowId] = readCursor(position, cursor);
  return { beginMs, windowId };
}
