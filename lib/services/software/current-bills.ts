import "server-only";
import { listSoftwareBills, type SoftwareBillListRow, softwareBillsPrint } from "@/lib/db/firmware/software-bill";
import { KeptForState } from "../kept-for-state";

/** Hundreds of bills, each with a count of its components: nothing of a bill changes while it is here. */
const kept = new KeptForState<readonly SoftwareBillListRow[]>();

/** Every bill of materials, by product and version; the same list until one is added or removed. */
export async function currentBills(): Promise<readonly SoftwareBillListRow[]> {
  return kept.get([await softwareBillsPrint()], () => listSoftwareBills());
}
