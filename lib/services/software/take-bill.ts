import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { softwareBillUpload } from "@/lib/contracts/software";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertSoftwareBill } from "@/lib/db/firmware/software-bill";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { readBill } from "@/lib/knowledge/sbom/read-bill";
import { rejudgeProduct } from "./rejudge-product";

/**
 * Takes a software bill of materials for one product in one firmware version. What the document does not say of these
 * has to be said with it. Throws "unsupported-format", "damaged-file", "bad-request" or "conflict", with a sentence.
 */
export async function takeBill(
  actor: Actor,
  said: z.output<typeof softwareBillUpload>,
  content: Buffer,
): Promise<{ id: string }> {
  requirePermission(actor, "knowledge.edit");
  const fileName = cleanText(said.name, 300);
  const { bill, ledger } = readBill(content, fileName);
  const product = cleanText(said.product ?? "", 200) || bill.subject.name;
  const version = cleanText(said.version ?? "", 200) || bill.subject.version;
  if (!product || !version) {
    const missing = !product && !version ? "product nor a version" : !product ? "product" : "version";
    throw new AppError(
      "bad-request",
      `${fileName} names ${missing.includes("nor") ? "neither a" : "no"} ${missing}. Say which product and firmware version it is of.`,
    );
  }
  if (bill.components.length === 0) throw new AppError("unsupported-format", `${fileName} lists no component.`);
  const vendor = cleanText(said.vendor ?? "", 200) || bill.subject.supplier;
  const id = randomUUID();
  await withTransaction(async (tx) => {
    const isNew = await insertSoftwareBill(
      tx,
      {
        id,
        sha256: createHash("sha256").update(content).digest("hex"),
        fileName,
        format: bill.format,
        vendor,
        product,
        version,
        createdAt: bill.createdMs === null ? null : new Date(bill.createdMs),
        addedBy: actor.name,
        problems: ledger.notes.map((it) => `${it.code}: ${it.count}, for example ${cleanText(it.example, 200)}`),
      },
      bill.components,
    );
    if (!isNew) throw new AppError("conflict", `${fileName} is here already.`);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "software.bill-added",
      summary: `Brought the bill of materials of ${product} ${version}: ${countOf(bill.components.length, "component")}.`,
      detail: { billId: id, fileName },
    });
    await rejudgeProduct(tx, { vendor, product, version });
  });
  return { id };
}
