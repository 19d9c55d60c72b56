import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { listCustomFields, putCustomFieldRow } from "@/lib/db/devices/custom-field";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import type { CustomField } from "@/lib/domain/device/custom-field";
import { AppError } from "@/lib/domain/errors";

const MAX_FIELDS = 100;

/** Defines a field, or changes how it is called and what may be chosen. What it is stays: values exist in that type. */
export async function saveCustomField(actor: Actor, field: CustomField): Promise<CustomField> {
  requirePermission(actor, "fields.edit");
  const clean = {
    ...field,
    title: cleanText(field.title),
    choices: [...new Set(field.choices.map((it) => cleanText(it)))],
  };
  await withTransaction(async (tx) => {
    const fields = await listCustomFields(tx);
    const before = fields.find(({ key }) => key === field.key);
    if (before && before.type !== field.type) {
      throw new AppError("conflict", `${before.title} stays a field of the type ${before.type}. Define another one.`);
    }
    if (!before && fields.length >= MAX_FIELDS) {
      throw new AppError("conflict", `There are ${MAX_FIELDS} fields already. Delete one first.`);
    }
    await putCustomFieldRow(tx, clean);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "field.changed",
      summary: `${before ? "Changed" : "Defined"} the field ${clean.title} (${clean.type}).`,
      detail: { ...clean },
    });
  });
  return clean;
}
