import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { WorkPageDto, WorkQuery } from "@/lib/contracts/maintenance";
import { countSettledWork, listSettledWork } from "@/lib/db/findings/maintenance";
import { workKey } from "@/lib/domain/maintenance/arrange-work";
import { keysetPage } from "../keyset-page";
import { readCursor, writeCursor } from "../page-cursor";
import { type ArrangedWork, loadMaintenance } from "./load-maintenance";
import { presentWork } from "./present-work";

const part = z.number();
const ORDER = { keyOf: workKey, shape: z.tuple([part, part, part, part, z.string(), z.uuid()]) };
const settledPosition = z.tuple([z.number().int(), z.uuid()]);

/** Work of one occurrence, or of what is in none, in the order in which it is done; or what is settled. */
export async function listWork(actor: Actor, query: WorkQuery): Promise<WorkPageDto> {
  requirePermission(actor, "findings.read");
  return query.place === "settled" ? listSettled(query) : listOpen(query);
}

async function listOpen({ cursor, limit, ...which }: WorkQuery): Promise<WorkPageDto> {
  const { work, objections } = await findOpen(which);
  const { items, ...rest } = keysetPage(work, ORDER, { cursor, limit });
  return { ...rest, items: items.map((it) => presentWork(it, objections.get(it.id) ?? null)) };
}

const NO_OBJECTIONS: ReadonlyMap<string | null, string> = new Map();

/** Nothing of an occurrence that is no more: its window was taken away while somebody read. */
async function findOpen({ place, windowId, occurrenceAt }: Omit<WorkQuery, "cursor" | "limit">): Promise<{
  readonly work: readonly ArrangedWork[];
  readonly objections: ReadonlyMap<string | null, string>;
}> {
  const { occurrences, anytime, unplanned } = await loadMaintenance();
  if (place === "anytime") return { work: anytime, objections: NO_OBJECTIONS };
  if (place === "unplanned") return { work: unplanned, objections: NO_OBJECTIONS };
  const beginMs = occurrenceAt === undefined ? Number.NaN : Date.parse(occurrenceAt);
  const found = occurrences.find((it) => it.window.id === windowId && it.beginMs === beginMs);
  return found ?? { work: [], objections: NO_OBJECTIONS };
}

async function listSettled({ cursor, limit }: WorkQuery): Promise<WorkPageDto> {
  const after = cursor === undefined ? null : readCursor(settledPosition, cursor);
  const [rows, total] = await Promise.all([
    listSettledWork(after && { changedAtUs: after[0], id: after[1] }, limit + 1),
    countSettledWork(),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((it) => presentWork(it, null)),
    next: last ? writeCursor([last.changedAtUs, last.id]) : null,
    total,
  };
}
