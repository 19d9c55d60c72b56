import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SessionItemsDto } from "@/lib/contracts/suppliers";
import type { GrantRow } from "@/lib/db/suppliers/access-grant";
import { zoneNames } from "@/lib/db/zones/zone";
import type { MatchedSessions } from "@/lib/domain/exposure/session-items";
import { isoTime } from "@/lib/domain/iso-time";
import { KeptForState } from "../kept-for-state";
import { currentLedger } from "../suppliers/current-ledger";
import { type LoadedPaths, loadPaths } from "./load-paths";
import { loadSessions } from "./load-sessions";
import { presentPath } from "./present-path";
import { saySession } from "./say-session";

/** Frozen: its JSON is written once. */
const kept = new KeptForState<SessionItemsDto>();

/** Sessions that the ledger does not cover, by path and reason; the same until one of these changes. */
export async function listSessions(actor: Actor): Promise<SessionItemsDto> {
  requirePermission(actor, "exposure.read");
  const loaded = await loadPaths();
  const ledger = currentLedger();
  const [matched, { grants }] = await Promise.all([loadSessions(loaded, ledger), ledger]);
  // Paths are others when a zone is called otherwise, and what is matched when the ledger or an answer is.
  return kept.get([loaded, matched], async () => Object.freeze(await present(loaded, matched, grants)));
}

async function present(
  loaded: LoadedPaths,
  { items }: MatchedSessions,
  grants: readonly GrantRow[],
): Promise<SessionItemsDto> {
  const [held, zones] = await Promise.all([loaded.sessions(), zoneNames()]);
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
