import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SessionItemsDto } from "@/lib/contracts/suppliers";
import { listGrantRows } from "@/lib/db/suppliers/access-grant";
import { zoneNames } from "@/lib/db/zones/zone";
import { isoTime } from "@/lib/domain/iso-time";
import { loadPaths } from "./load-paths";
import { loadSessions } from "./load-sessions";
import { presentPath } from "./present-path";
import { saySession } from "./say-session";

/** Sessions that the ledger does not cover, by path and reason. */
export async function listSessions(actor: Actor): Promise<SessionItemsDto> {
  requirePermission(actor, "exposure.read");
  const loaded = await loadPaths();
  const ledger = listGrantRows();
  const [{ items }, held, zones, grants] = await Promise.all([
    loadSessions(loaded, ledger),
    loaded.sessions(),
    zoneNames(),
    ledger,
  ]);
  const wanted = new Set(items.map(({ pathId }) => pathId));
  const pathOf = new Map(loaded.paths.flatMap((path) => (wanted.has(path.id) ? [[path.id, path] as const] : [])));
  const grantOf = new Map(grants.map((it) => [it.id, it]));
  const waiting = items.filter((it) => it.answer === null);
  return {
    items: items.flatMap((item) => {
      const path = pathOf.get(item.pathId);
      if (!path) return [];
      const { id, verdict, grantId, sessions, firstUs, lastUs, answer } = item;
      return {
        ...{ id, verdict, grantId, sessions },
        path: presentPath(path, zones),
        sentence: saySession(item, path, grantOf.get(grantId ?? "") ?? null),
        firstSeenAt: isoTime(firstUs),
        lastSeenAt: isoTime(lastUs),
        answer: answer && {
          ...{ id: answer.id, reason: answer.reason, actor: answer.actor },
          at: isoTime(answer.atUs) as string,
        },
      };
    }),
    held: held.length,
    waiting: waiting.length,
    waitingPaths: new Set(waiting.map((it) => it.pathId)).size,
  };
}
