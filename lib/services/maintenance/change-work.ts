import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { newWork, workChange } from "@/lib/contracts/maintenance";
import { writeAudit } from "@/lib/db/audit-writer";
import { findWindow, findWork, insertWork, sharedZone, updateWork } from "@/lib/db/findings/maintenance";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { occurrencesOf } from "@/lib/domain/maintenance/maintenance-window";

/** Notes something to be done. Without a zone it is in the one that all its devices share. */
export async function addWork(actor: Actor, input: z.output<typeof newWork>): Promise<{ id: string }> {
  requirePermission(actor, "findings.decide");
  return withTransaction(async (tx) => {
    const id = randomUUID();
    const title = cleanText(input.title);
    const zoneId = input.zoneId ?? (input.deviceIds.length > 0 ? await sharedZone(tx, input.deviceIds) : null);
    await insertWork(tx, {
      ...input,
      id,
      title,
      zoneId,
      owner: cleanText(input.owner),
      note: cleanText(input.note, 1000),
      createdBy: actor.name,
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "maintenance.work-added",
      summary: `Planned “${title}”.`,
      detail: { workId: id, ...input },
    });
    return { id };
  });
}

/**
 * Puts work into an occurrence of a window or takes it out, settles it, hands it to somebody else. What does not fit is
 * said on the page, not refused: people know what a list does not.
 */
export async function changeWork(actor: Actor, id: string, change: z.output<typeof workChange>): Promise<void> {
  requirePermission(actor, "findings.decide");
  await withTransaction(async (tx) => {
    const row = await findWork(tx, id);
    if (!row) throw noSuch("work item");
    const windowId = change.windowId === undefined ? row.windowId : change.windowId;
    const asked = change.occurrenceAt === undefined ? row.occurrenceAt : dateOf(change.occurrenceAt);
    const occurrenceAt = windowId === null ? null : asked;
    if (windowId !== null && (change.windowId !== undefined || change.occurrenceAt !== undefined)) {
      const window = await findWindow(tx, windowId);
      if (!window) throw noSuch("maintenance window");
      const beginMs = occurrenceAt?.getTime() ?? Number.NaN;
      const [begin] = occurrencesOf({ ...window, startsAtMs: window.startsAt.getTime() }, beginMs, 1);
      if (begin !== beginMs) {
        throw new AppError("bad-request", "The window does not begin then.", {
          invalidParams: [{ name: "occurrenceAt", reason: "No occurrence begins then." }],
        });
      }
    }
    const state = change.state ?? row.state;
    const owner = change.owner === undefined ? row.owner : cleanText(change.owner);
    await updateWork(tx, { id, windowId, occurrenceAt, state, owner, minutes: change.minutes ?? row.minutes });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "maintenance.work-changed",
      summary: state === row.state ? `Changed the plan for “${row.title}”.` : `“${row.title}” is ${state}.`,
      detail: { workId: id, change },
    });
  });
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));
