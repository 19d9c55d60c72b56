import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { deleteCustomFieldRow } from "@/lib/db/devices/custom-field";
import { withTransaction } from "@/lib/db/transaction";
import { noSuch } from "@/lib/domain/errors";

/** Takes the definition away; what people said stays in the history of the devices. */
export async function deleteCustomField(actor: Actor, key: string): Promise<void> {
  requirePermission(actor, "fields.edit");
  await withTransaction(async (tx) => {
    if (!(await deleteCustomFieldRow(tx, key))) throw noSuch("field");
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "field.deleted",
      summary: `Deleted the field ${key}.`,
      detail: { key },
    });
  });
}
