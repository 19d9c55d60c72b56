import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitDto } from "@/lib/contracts/zones";
import { findConduit } from "@/lib/db/zones/conduit";
import { noSuch } from "@/lib/domain/errors";
import { presentConduit } from "./present-conduit";

/** One allowed path. Throws "not-found". */
export async function getConduit(actor: Actor, id: string): Promise<ConduitDto> {
  requirePermission(actor, "zones.read");
  const conduit = await findConduit(id);
  if (!conduit) throw noSuch("conduit");
  return presentConduit(conduit);
}
