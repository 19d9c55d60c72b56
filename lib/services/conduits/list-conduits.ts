import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitDto } from "@/lib/contracts/zones";
import type { ConduitRow } from "@/lib/db/zones/conduit";
import { KeptBeside } from "../kept-beside";
import { currentConduits } from "./current-conduits";

/** Frozen: its JSON is written once. */
const kept = new KeptBeside<readonly ConduitRow[], { readonly items: ConduitDto[] }>();

/** Allowed paths between zones, by the names of the zones. */
export async function listConduits(actor: Actor): Promise<{ items: ConduitDto[] }> {
  requirePermission(actor, "zones.read");
  const rows = await currentConduits();
  return kept.get(rows, "", () => Object.freeze({ items: rows.map(presentConduit) }));
}

export function presentConduit(row: ConduitRow): ConduitDto {
  return {
    ...row,
    protocols: [...row.protocols],
    operations: [...row.operations],
    ports: row.ports.map((it) => ({ ...it })),
    createdAt: row.createdAt.toISOString(),
  };
}
