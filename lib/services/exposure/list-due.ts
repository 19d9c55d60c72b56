import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DueQuery, DueQueueDto } from "@/lib/contracts/exposure";
import { type DueState, dueKey } from "@/lib/domain/exposure/due-items";
import { keysetPage } from "../keyset-page";
import { loadDue } from "./load-due";

const ORDER = { keyOf: dueKey, shape: z.tuple([z.number().int(), z.string(), z.string(), z.uuid()]) };

/** What ends or is to be looked at again, of access, contracts, destinations and conduits, by filter and page. */
export async function listDue(actor: Actor, { state, kind, ...page }: DueQuery): Promise<DueQueueDto> {
  requirePermission(actor, "exposure.read");
  const all = await loadDue();
  const chosen = all.filter(
    (it) => (state === undefined || it.state === state) && (kind === undefined || it.kind === kind),
  );
  const { items, ...rest } = keysetPage(chosen, ORDER, page);
  const count = (of: DueState) => all.filter((it) => it.state === of).length;
  return {
    ...rest,
    items: items.map((it) => ({ ...it, because: [...it.because] })),
    counts: { over: count("over"), soon: count("soon"), open: count("open") },
  };
}
