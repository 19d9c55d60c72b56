import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowQueue } from "@/lib/contracts/shadow";
import { countSettledSince } from "@/lib/db/shadow/shadow-query";
import type { SiteScope } from "@/lib/domain/site-scope";
import { loadShadow } from "./load-shadow";

/**
 * Devices that nobody has sanctioned, grouped by what they likely are, the group with the highest risk first; before them
 * those whose approval does not cover all of their cards.
 */
export async function getShadowQueue(actor: Actor, scope: SiteScope = {}): Promise<ShadowQueue> {
  requirePermission(actor, "devices.read");
  const today = new Date();
  today.setUTCHours(0, 0, 0, 0);
  const [settledToday, { waiting, askingAgain, groups }] = await Promise.all([
    countSettledSince(today, scope),
    loadShadow(scope),
  ]);
  return {
    waiting,
    askingAgain,
    settledToday,
    groups: groups.map(({ first, last, ...group }) => ({ ...group, firstId: first.id, lastId: last.id })),
  };
}
