import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FirmwareCheckDto, NewFirmwareCheckValues } from "@/lib/contracts/firmware";
import { writeAudit } from "@/lib/db/audit-writer";
import { type FirmwareCheckRecord, findFirmwareCheck, insertFirmwareCheck } from "@/lib/db/firmware/firmware-check";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import {
  compareHashes,
  RESULT_WORDS,
  readPublishedHash,
  type SignatureState,
} from "@/lib/domain/firmware/firmware-check";

/** Where the hash was computed, and what a check of the signature with a key came to; null when none was made. */
export interface CheckOrigin {
  readonly origin: FirmwareCheckDto["origin"];
  readonly checkedSignature: Extract<SignatureState, "valid" | "invalid"> | null;
}

/**
 * Records for good that a firmware file was verified, and how it came out. Throws "bad-request" when the published hash
 * is no SHA-256.
 */
export async function recordCheck(
  actor: Actor,
  said: NewFirmwareCheckValues,
  { origin, checkedSignature }: CheckOrigin,
): Promise<FirmwareCheckDto> {
  requirePermission(actor, "firmware.verify");
  const optional = (text: string, length: number) => cleanText(text, length) || null;
  const publishedSha256 = readPublishedHash(said.published);
  const result = compareHashes(said.sha256, publishedSha256);
  const fileName = cleanText(said.fileName, 300);
  const [product, version] = [cleanText(said.product, 200), cleanText(said.version, 120)];
  return withTransaction(async (tx) => {
    const id = await insertFirmwareCheck(tx, {
      ...{
        actor: actor.name,
        userId: actor.userId,
        fileName,
        bytes: said.bytes,
        sha256: said.sha256,
        product,
        version,
      },
      vendor: optional(said.vendor, 200),
      publishedSha256,
      publishedAt: optional(said.publishedAt, 500),
      result,
      signature: checkedSignature ?? said.signature,
      signer: optional(said.signer, 200),
      note: cleanText(said.note, 1000),
      origin,
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "firmware.file-verified",
      summary: `Verified ${fileName} for ${product} ${version}: ${RESULT_WORDS[result]}.`,
      detail: { checkId: id, sha256: said.sha256 },
    });
    return presentCheck((await findFirmwareCheck(id, tx)) as FirmwareCheckRecord);
  });
}

export function presentCheck({ id, at, userId: _, ...rest }: FirmwareCheckRecord): FirmwareCheckDto {
  return { ...rest, id: String(id), at: at.toISOString() };
}
