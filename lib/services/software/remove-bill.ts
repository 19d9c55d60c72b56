import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { deleteSoftwareBill } from "@/lib/db/firmware/software-bill";
import { withTransaction } from "@/lib/db/transaction";
import { noSuch } from "@/lib/domain/errors";
import { rejudgeProduct } from "./rejudge-product";

/** Takes a bill of materials out, with its components. */
export async function removeBill(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "knowledge.edit");
  await withTransaction(async (tx) => {
    const gone = await deleteSoftwareBill(tx, id);
    if (!gone) throw noSuch("bill of materials");
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "software.bill-removed",
      summary: `Took out the bill of materials of ${gone.product} ${gone.version}.`,
      detail: { billId: id },
    });
    await rejudgeProduct(tx, gone);
  });
}
