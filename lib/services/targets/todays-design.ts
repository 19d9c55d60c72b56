import "server-only";
import { sql } from "@/lib/db/client";
import type { Sql } from "@/lib/db/sql";
import { listConduitRows } from "@/lib/db/zones/conduit";
import { listZoneRows } from "@/lib/db/zones/zone";
import { EMPTY_DESIGN, type TargetDesign } from "@/lib/domain/target/target-design";

/** Today's zones and conduits as a design, with the same ids: what a target begins with, and is compared with. */
export async function todaysDesign(db: Sql = sql): Promise<TargetDesign> {
  const zones = await listZoneRows(db);
  const conduits = await listConduitRows(db);
  return {
    ...EMPTY_DESIGN,
    zones,
    conduits: conduits.map(({ fromName, toName, createdAt, ...conduit }) => conduit),
  };
}
