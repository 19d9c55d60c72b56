import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { endGoldenVersion as endRow } from "@/lib/db/firmware/golden-version";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { loadKnowledge } from "../knowledge/load-knowledge";
import { refreshFirmware } from "./refresh-firmware";

/** Ends a golden version; it stays in the product's history. Throws "not-found" when it does not hold. */
export async function endGoldenVersion(actor: Actor, id: string, said: string): Promise<void> {
  requirePermission(actor, "firmware.approve");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const reason = cleanText(said);
    const ended = await endRow(tx, id, { actor: actor.name, reason });
    if (!ended) throw new AppError("not-found", "This golden version does not hold any more. Load the page again.");
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "firmware.golden-ended",
      summary: `Ended ${ended.version} as a golden version of ${ended.productName}.`,
      reason,
      detail: { goldenId: id, productId: ended.productId },
    });
    await refreshFirmware(tx, await loadKnowledge(tx), { productIds: [ended.productId], deviceIds: [] });
  });
}
