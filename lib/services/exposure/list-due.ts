import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DueQuery, DueQueueDto } from "@/lib/contracts/exposure";
import { compareDue, DUE_STATES, type DuePosition, type DueState } from "@/lib/domain/exposure/due-items";
import { readCursor, writeCursor } from "../page-cursor";
import { loadDue } from "./load-due";

const position = z.tuple([z.enum(DUE_STATES), z.string().nullable(), z.string(), z.uuid()]);

/** What ends or is to be looked at again, of access, contracts, destinations and conduits, by filter and page. */
export async function listDue(actor: Actor, { state, kind, cursor, limit }: DueQuery): Promise<DueQueueDto> {
  requirePermission(actor, "exposure.read");
  const after = cursor === undefined ? null : readPosition(cursor);
  const all = await loadDue();
  const chosen = all.filter(
    (it) => (state === undefined || it.state === state) && (kind === undefined || it.kind === kind),
  );
  // By its place and not by finding it again: what the last page ended with may be dealt with by now.
  const rest = after === null ? chosen : chosen.filter((it) => compareDue(it, after) > 0);
  const items = rest.slice(0, limit);
  const last = rest.length > limit ? items.at(-1) : undefined;
  const count = (of: DueState) => all.filter((it) => it.state === of).length;
  return {
    items: items.map((it) => ({ ...it, because: [...it.because] })),
    next: last ? writeCursor([last.state, last.on, last.title, last.id]) : null,
    total: chosen.length,
    counts: { over: count("over"), soon: count("soon"), open: count("open") },
  };
}

function readPosition(cursor: string): DuePosition {
  const [state, on, title, id] = readCursor(position, cursor);
  return { state, on, title, id };
}
