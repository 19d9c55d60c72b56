import "server-only";
import { listConduitRows } from "@/lib/db/conduit";
import { listZoneRows } from "@/lib/db/zone";
import { EMPTY_DESIGN, type TargetDesign } from "@/lib/domain/target/target-design";

/** Today's zones and conduits as a design, with the same ids: what a target begins with, and is compared with. */
export async function todaysDesign(): Promise<TargetDesign> {
  const [zones, conduits] = await Promise.all([listZoneRows(), listConduitRows()]);
  return {
    ...EMPTY_DESIGN,
    zones,
    conduits: conduits.map(({ fromName, toName, createdAt, ...conduit }) => conduit),
  };
}
