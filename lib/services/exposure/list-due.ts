import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DueQueueDto } from "@/lib/contracts/exposure";
import { listGrantRows } from "@/lib/db/suppliers/access-grant";
import { listSupplierRows } from "@/lib/db/suppliers/supplier";
import { type DueState, dueItems } from "@/lib/domain/exposure/due-items";
import { currentConduits } from "../conduits/current-conduits";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

/** What ends or is to be looked at again, of access, contracts, destinations and conduits. */
export async function listDue(actor: Actor): Promise<DueQueueDto> {
  requirePermission(actor, "exposure.read");
  const [suppliers, grants, conduits, outbound] = await Promise.all([
    listSupplierRows(),
    listGrantRows(),
    currentConduits(),
    loadPaths().then(loadOutbound),
  ]);
  const answers = outbound.flatMap(({ answer, kind, destination }) =>
    answer ? [{ ...answer, title: `${kind.title} → ${destination}` }] : [],
  );
  const items = dueItems({ suppliers, grants, answers, conduits }, Date.now() * 1000);
  const count = (state: DueState) => items.filter((it) => it.state === state).length;
  return {
    items: items.map((it) => ({ ...it, because: [...it.because] })),
    counts: { over: count("over"), soon: count("soon"), open: count("open") },
  };
}
