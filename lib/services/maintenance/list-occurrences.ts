import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MaintenanceOccurrenceDto, OccurrencePageDto, OccurrenceQuery } from "@/lib/contracts/maintenance";
import { keysetPage } from "../keyset-page";
import { type LoadedOccurrence, loadMaintenance, occurrenceKey } from "./load-maintenance";

const ORDER = { keyOf: occurrenceKey, shape: z.tuple([z.number().int(), z.uuid()]) };

/** Occurrences of maintenance windows, earliest first, by filter and page. */
export async function listOccurrences(actor: Actor, { zone, q, ...page }: OccurrenceQuery): Promise<OccurrencePageDto> {
  requirePermission(actor, "findings.read");
  const { occurrences } = await loadMaintenance();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = occurrences.filter(({ window }) => {
    if (zone !== undefined && window.zoneId !== null && window.zoneId !== zone) return false;
    const text = `${window.title} ${window.zoneName ?? "whole plant"}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const { items, ...rest } = keysetPage(chosen, ORDER, page);
  return { ...rest, items: items.map(presentOccurrence) };
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
