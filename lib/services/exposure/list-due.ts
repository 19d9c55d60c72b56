import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DueQueueDto } from "@/lib/contracts/exposure";
import type { DueState } from "@/lib/domain/exposure/due-items";
import { loadDue } from "./load-due";

/** What ends or is to be looked at again, of access, contracts, destinations and conduits. */
export async function listDue(actor: Actor): Promise<DueQueueDto> {
  requirePermission(actor, "exposure.read");
  const items = await loadDue();
  const count = (state: DueState) => items.filter((it) => it.state === state).length;
  return {
    items: items.map((it) => ({ ...it, because: [...it.because] })),
    counts: { over: count("over"), soon: count("soon"), open: count("open") },
  };
}
