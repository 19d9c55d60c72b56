import "server-only";
import { printOfRows, printOfTable, readPrint } from "../print";

/** Where devices that grants name are to be found since they were merged with others. */
const REDIRECTS = printOfRows(
  "device_redirect r where r.old_id in (select unnest(device_ids) from access_grant)",
  "r.old_id, r.new_id",
);

/** A text that is another after any change of a supplier, of a grant, or of the device that a grant's device became. */
export async function ledgerPrint(): Promise<string> {
  return readPrint([...["supplier", "access_grant"].map(printOfTable), REDIRECTS]);
}
