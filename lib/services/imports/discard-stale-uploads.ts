import "server-only";
import { findStaleUploads, lockImport, setImportState } from "@/lib/db/imports/import";
import { endFile, listFiles } from "@/lib/db/imports/import-file";
import { withTransaction } from "@/lib/db/transaction";
import { timeOfAges } from "../settings/time-of-ages";
import { removeFromSpool } from "./spool";

const KEPT_DAYS = 7;

/** Gives back the disk space of uploads that were begun and never ended. */
export async function discardStaleUploads(): Promise<number> {
  const ids = await findStaleUploads(KEPT_DAYS, await timeOfAges());
  for (const id of ids) {
    const isDiscarded = await withTransaction(async (tx) => {
      const row = await lockImport(tx, id);
      if (row?.state !== "receiving") return false;
      for (const file of await listFiles([id], tx)) await endFile(tx, file.id, "cancelled", null);
      await setImportState(tx, id, "cancelled", `The upload did not end within ${KEPT_DAYS} days and was discarded.`);
      return true;
    });
    if (isDiscarded) await removeFromSpool(id);
  }
  return ids.length;
}
