import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { fingerprintOf, keyIdOf, readPublicKey } from "@/lib/bundle/signing-key";
import type { KnowledgeKeyDto, trustKey as trustKeyInput } from "@/lib/contracts/knowledge";
import { writeAudit } from "@/lib/db/audit-writer";
import { listKnowledgeKeys, putKnowledgeKey } from "@/lib/db/knowledge/knowledge-key";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { presentKey } from "./present-knowledge";

/** From now on bundles that this key signed are taken. Throws "bad-request" when it is no ed25519 public key. */
export async function trustKey(actor: Actor, input: z.output<typeof trustKeyInput>): Promise<KnowledgeKeyDto> {
  requirePermission(actor, "knowledge.trust");
  const key = readPublicKey(input.publicKeyPem);
  const keyId = keyIdOf(key);
  const id = keyId.toString("hex");
  return withTransaction(async (tx) => {
    await putKnowledgeKey(tx, {
      id,
      name: input.name,
      publicKeyPem: key.export({ type: "spki", format: "pem" }) as string,
      createdBy: actor.name,
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "knowledge.key-trusted",
      summary: `Trusted the signing key ${input.name} (${fingerprintOf(keyId)}).`,
      detail: { keyId: id },
    });
    const row = (await listKnowledgeKeys(tx)).find((it) => it.id === id);
    if (!row) throw new AppError("internal", "The key was not kept.");
    return presentKey(row);
  });
}
