import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { newWindow } from "@/lib/contracts/maintenance";
import { writeAudit } from "@/lib/db/audit-writer";
import { findWindow, insertWindow, removeWindow } from "@/lib/db/findings/maintenance";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { noSuch } from "@/lib/domain/errors";

/** Opens a time in which work may be done in a zone, or in the whole plant. */
export async function openWindow(actor: Actor, input: z.output<typeof newWindow>): Promise<{ id: string }> {
  requirePermission(actor, "findings.decide");
  return withTransaction(async (tx) => {
    if (input.zoneId !== null && !(await zoneNames(tx)).has(input.zoneId)) {
      throw noSuch("zone");
    }
    const id = randomUUID();
    const title = cleanText(input.title);
    await insertWindow(tx, { ...input, id, title, startsAt: new Date(input.startsAt), createdBy: actor.name });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "maintenance.window-opened",
      summary: `Opened the maintenance window “${title}”.`,
      detail: { windowId: id, ...input },
    });
    return { id };
  });
}

/** Takes a window away, with all its occurrences; its open work is in no window then. */
export async function closeWindow(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "findings.decide");
  await withTransaction(async (tx) => {
    const window = await findWindow(tx, id);
    if (!window) throw noSuch("maintenance window");
    await removeWindow(tx, id);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "maintenance.window-closed",
      summary: `Took away the maintenance window “${window.title}”.`,
      detail: { before: window },
    });
  });
}
