import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ListenedDays } from "@/lib/contracts/seen-days";
import { findListenedDays } from "@/lib/db/imports/coverage";
import { dayOf, SHOWN_DAYS } from "@/lib/domain/device/seen-days";

/** On which of the last days somebody listened, so that a device's silence can be told from nobody's listening. */
export async function getListenedDays(actor: Actor): Promise<ListenedDays> {
  requirePermission(actor, "devices.read");
  const lastDay = dayOf(Date.now() * 1000);
  const realms = new Map<string, ListenedDays["realms"][number]>();
  for (const { realmId, site, realm, day } of await findListenedDays(lastDay - SHOWN_DAYS + 1, lastDay)) {
    const known = realms.get(realmId) ?? { site, realm, mask: 0 };
    known.mask |= 1 << (lastDay - day);
    realms.set(realmId, known);
  }
  return { lastDay, realms: [...realms.values()] };
}
