import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitDto, conduitInput } from "@/lib/contracts/zones";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { findConduit, putConduit } from "@/lib/db/zones/conduit";
import { zoneNames } from "@/lib/db/zones/zone";
import { AppError, noSuch } from "@/lib/domain/errors";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { presentConduit } from "./present-conduit";

/**
 * Allows a path from one zone to another, or changes what it allows; its two zones stay. Verdicts of the matrix follow
 * at once; no device changes.
 */
export async function saveConduit(
  actor: Actor,
  id: string | null,
  input: z.output<typeof conduitInput>,
): Promise<ConduitDto> {
  requirePermission(actor, "zones.edit");
  if (input.fromZoneId === input.toZoneId) {
    throw new AppError("bad-request", "Inside one zone no conduit is needed. Choose two zones.", {
      invalidParams: [{ name: "toZoneId", reason: "the same zone" }],
    });
  }
  const content = {
    ...input,
    protocols: [...new Set(input.protocols.map((it) => it.trim()).filter(Boolean))].sort(),
    operations: OPERATIONS.filter((it) => input.operations.includes(it)),
  };
  return withTransaction(async (tx) => {
    const before = id === null ? null : await findConduit(id, tx);
    if (id !== null && !before) throw noSuch("conduit");
    if (before && (before.fromZoneId !== input.fromZoneId || before.toZoneId !== input.toZoneId)) {
      throw new AppError("bad-request", "A conduit keeps its two zones. Close it and make another one.", {
        invalidParams: [{ name: "fromZoneId", reason: "cannot be changed" }],
      });
    }
    const names = await zoneNames(tx);
    for (const key of ["fromZoneId", "toZoneId"] as const) {
      if (names.has(input[key])) continue;
      throw new AppError("bad-request", "There is no such zone any more. Choose another one.", {
        invalidParams: [{ name: key, reason: "removed meanwhile" }],
      });
    }
    const conduitId = id ?? randomUUID();
    await putConduit(tx, { ...content, id: conduitId, createdBy: actor.name });
    const [from, to] = [names.get(input.fromZoneId), names.get(input.toZoneId)];
    const what = content.protocols.join(", ") || "any protocol";
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: before ? "conduit.changed" : "conduit.created",
      summary: before ? `Changed the conduit from ${from} to ${to}.` : `Allowed ${what} from ${from} to ${to}.`,
      reason: input.reason,
      detail: { conduitId, ...(before ? { before } : {}), ...content },
    });
    const made = await findConduit(conduitId, tx);
    if (!made) throw new AppError("not-found", "A zone of the conduit has been removed meanwhile.");
    return presentConduit(made);
  });
}
