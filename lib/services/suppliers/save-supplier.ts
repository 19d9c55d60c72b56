import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SupplierInput } from "@/lib/contracts/suppliers";
import { writeAudit } from "@/lib/db/audit-writer";
import type { Sql } from "@/lib/db/sql";
import { listGrantRows } from "@/lib/db/suppliers/access-grant";
import { deleteSupplierRow, listSupplierRows, lockSupplier, putSupplier } from "@/lib/db/suppliers/supplier";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";

/** Writes a supplier down, or changes what is written. Answers with its id. */
export async function saveSupplier(actor: Actor, id: string | null, input: SupplierInput): Promise<{ id: string }> {
  requirePermission(actor, "access.request");
  return withTransaction(async (tx) => {
    if (id !== null && !(await lockSupplier(tx, id))) throw noSuch("supplier");
    const supplierId = await writeSupplier(tx, actor, id, input);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: id === null ? "supplier.added" : "supplier.changed",
      summary: `${id === null ? "Added" : "Changed"} the supplier ${cleanText(input.name, 120)}.`,
      detail: { supplierId },
    });
    return { id: supplierId };
  });
}

/** Without audit: the caller tells of it. Two suppliers of one name would be one in every list. */
export async function writeSupplier(tx: Sql, actor: Actor, id: string | null, input: SupplierInput): Promise<string> {
  const name = cleanText(input.name, 120);
  const same = (await listSupplierRows(tx)).find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (same && same.id !== id) {
    throw new AppError("conflict", `There is a supplier named ${same.name} already.`, {
      invalidParams: [{ name: "name", reason: "is taken" }],
    });
  }
  const clean = (text: string | null, max: number) => (text === null ? null : cleanText(text, max) || null);
  const supplierId = id ?? randomUUID();
  await putSupplier(
    tx,
    {
      id: supplierId,
      name,
      contact: clean(input.contact, 300),
      contract: clean(input.contract, 300),
      contractUntil: input.contractUntil,
      securityTerms: clean(input.securityTerms, 2000),
      people: input.people.map((it) => ({ name: cleanText(it.name, 120), email: clean(it.email, 200) })),
    },
    actor.name,
  );
  return supplierId;
}

/** Takes a supplier out of the ledger. Refused while access of it holds: that is revoked first, so that it is told. */
export async function deleteSupplier(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "access.approve");
  await withTransaction(async (tx) => {
    const supplier = await lockSupplier(tx, id);
    if (!supplier) throw noSuch("supplier");
    const holding = (await listGrantRows(tx)).filter((it) => it.supplierId === id && it.state === "approved");
    if (holding.length > 0) {
      throw new AppError("conflict", `${supplier.name} has ${holding.length} approved access. Revoke it first.`);
    }
    await deleteSupplierRow(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "supplier.removed",
      summary: `Removed the supplier ${supplier.name}.`,
      detail: { supplierId: id },
    });
  });
}
