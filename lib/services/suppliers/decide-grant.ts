import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DecideGrant } from "@/lib/contracts/suppliers";
import { writeAudit } from "@/lib/db/audit-writer";
import { decideGrantRow, type GrantRow, lockGrant, revokeGrantRow } from "@/lib/db/suppliers/access-grant";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { isOwn } from "./present-grant";

const PAST = { approve: "Approved", refuse: "Refused", revoke: "Revoked" } as const;

/** Approves or refuses a request, never one's own; or ends approved access now. Anybody who approves may revoke. */
export async function decideGrant(actor: Actor, id: string, { decision, reason: said }: DecideGrant): Promise<void> {
  requirePermission(actor, "access.approve");
  const reason = cleanText(said);
  await withTransaction(async (tx) => {
    const grant = await lockGrant(tx, id);
    if (!grant) throw noSuch("access");
    requireDecidable(grant, actor, decision);
    if (decision === "revoke") await revokeGrantRow(tx, id, actor.name);
    else
      await decideGrantRow(tx, id, { state: decision === "approve" ? "approved" : "refused", by: actor.name, reason });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: `access.${PAST[decision].toLowerCase()}`,
      summary: `${PAST[decision]} access of ${grant.supplier} by ${grant.tool}, asked for by ${grant.requestedBy}.`,
      reason,
      detail: { grantId: id, supplierId: grant.supplierId },
    });
  });
}

function requireDecidable(grant: GrantRow, actor: Actor, decision: DecideGrant["decision"]): void {
  if (decision === "revoke") {
    if (grant.state !== "approved") throw new AppError("conflict", "Only approved access can be revoked.");
    return;
  }
  if (grant.state !== "requested") {
    throw new AppError("conflict", `${grant.decidedBy ?? "Somebody"} has decided on it already.`);
  }
  if (decision === "approve" && isOwn(grant, actor)) {
    throw new AppError("not-allowed", "You asked for this access yourself. Somebody else has to approve it.");
  }
  if (decision === "approve" && grant.validUntilUs <= Date.now() * 1000) {
    throw new AppError("conflict", "The time that was asked for is over. Ask for it anew.");
  }
}
