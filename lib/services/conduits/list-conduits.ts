import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitDto } from "@/lib/contracts/zones";
import { type ConduitRow, listConduitRows } from "@/lib/db/zones/conduit";

/** Allowed paths between zones, by the names of the zones. */
export async function listConduits(actor: Actor): Promise<{ items: ConduitDto[] }> {
  requirePermission(actor, "zones.read");
  return { items: (await listConduitRows()).map(presentConduit) };
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
