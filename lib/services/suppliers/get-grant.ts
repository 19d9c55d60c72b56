import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { GrantDto } from "@/lib/contracts/suppliers";
import { noSuch } from "@/lib/domain/errors";
import { loadLedger } from "./load-ledger";

/** One access. Throws "not-found". */
export async function getGrant(actor: Actor, id: string): Promise<GrantDto> {
  const { entries } = await loadLedger(actor);
  const found = entries.flatMap(({ grants }) => grants).find(({ grant }) => grant.id === id);
  if (!found) throw noSuch("access");
  return found.grant;
}
