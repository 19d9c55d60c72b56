import "server-only";
import type { ConduitDto } from "@/lib/contracts/zones";
import type { ConduitRow } from "@/lib/db/zones/conduit";

export function presentConduit(row: ConduitRow): ConduitDto {
  return {
    ...row,
    protocols: [...row.protocols],
    operations: [...row.operations],
    ports: row.ports.map((it) => ({ ...it })),
    createdAt: row.createdAt.toISOString(),
  };
}
