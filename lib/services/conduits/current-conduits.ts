import "server-only";
import { type ConduitRow, listConduitRows } from "@/lib/db/zones/conduit";
import { conduitsPrint } from "@/lib/db/zones/zone";
import { KeptForState } from "../kept-for-state";

/** With hundreds of zones there are hundreds, and what reads them is asked again every few seconds. */
const kept = new KeptForState<readonly ConduitRow[]>();

/** Every conduit, by the names of its zones; the same list until one of them or the name of a zone changes. */
export async function currentConduits(): Promise<readonly ConduitRow[]> {
  return kept.get([await conduitsPrint()], () => listConduitRows());
}
