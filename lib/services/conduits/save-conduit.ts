import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitDto, conduitInput } from "@/lib/contracts/zones";
import { writeAudit } from "@/lib/db/audit-writer";
import { findConduit, insertConduit } from "@/lib/db/conduit";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zone";
import { AppError } from "@/lib/domain/errors";
import { presentConduit } from "./list-conduits";

/** Allows a path from one zone to another. Verdicts of the matrix follow at once; no device changes. */
export async function saveConduit(actor: Actor, input: z.output<typeof conduitInput>): Promise<ConduitDto> {
  requirePermission(actor, "zones.edit");
  if (input.fromZoneId === input.toZoneId) {
    throw new AppError("bad-request", "Inside one zone no conduit is needed. Choose two zones.", {
      invalidParams: [{ name: "toZoneId", reason: "the same zone" }],
    });
  }
  const protocols = [...new Set(input.protocols.map((it) => it.trim()).filter(Boolean))].sort();
  return withTransaction(async (tx) => {
    const names = await zoneNames(tx);
    for (const key of ["fromZoneId", "toZoneId"] as const) {
      if (names.has(input[key])) continue;
      throw new AppError("bad-request", "There is no such zone.", {
        invalidParams: [{ name: key, reason: "There is no such zone." }],
      });
    }
    const id = randomUUID();
    await insertConduit(tx, { ...input, id, protocols, createdBy: actor.name });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "conduit.created",
      summary: `Allowed ${protocols.join(", ") || "any protocol"} from ${names.get(input.fromZoneId)} to ${names.get(input.toZoneId)}.`,
      reason: input.reason,
      detail: { conduitId: id, ...input, protocols },
    });
    const made = await findConduit(id, tx);
    if (!made) throw new AppError("not-found", "A zone of the conduit has been removed meanwhile.");
    return presentConduit(made);
  });
}
