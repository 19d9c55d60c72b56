import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MitigationTermsValues } from "@/lib/contracts/mitigations";
import { writeAudit } from "@/lib/db/audit-writer";
import {
  devicesUnder,
  endMitigationRow,
  findMitigation,
  insertMitigationEvent,
  type MitigationDetailRow,
  updateMitigationTerms,
} from "@/lib/db/findings/mitigation";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { termObjections } from "@/lib/domain/mitigation/check-mitigation";
import { rejudgeDevices } from "../inventory/rejudge-devices";

/**
 * New owner, evidence and dates. A new beginning is how a control is put right after flows contradicted it: only what is
 * seen after it counts.
 */
export function changeMitigation(actor: Actor, id: string, input: MitigationTermsValues): Promise<void> {
  return change(actor, id, async (tx, row) => {
    const startsAt = input.startsAt === undefined ? new Date(row.startsAtUs / 1000) : new Date(input.startsAt);
    const reviewAt = dateOf(input.reviewAt);
    const expiresAt = dateOf(input.expiresAt);
    const objections = termObjections({
      kind: row.kind,
      startsAtUs: startsAt.getTime() * 1000,
      reviewAtUs: reviewAt && reviewAt.getTime() * 1000,
      expiresAtUs: expiresAt && expiresAt.getTime() * 1000,
    });
    const [first] = objections;
    if (first) throw new AppError("bad-request", first.reason, { invalidParams: objections });
    const evidence = cleanText(input.evidence, 2000);
    const owner = cleanText(input.owner);
    await updateMitigationTerms(tx, id, {
      owner,
      evidence,
      evidenceUrl: input.evidenceUrl,
      startsAt,
      reviewAt,
      expiresAt,
    });
    return { what: "changed", summary: `Changed the terms of “${row.title}”.`, text: evidence };
  });
}

/** Takes a mitigation away: the risk is exactly what it would be without it. Its history stays. */
export function endMitigation(actor: Actor, id: string, reason: string): Promise<void> {
  return change(actor, id, async (tx, row) => {
    await endMitigationRow(tx, id);
    return { what: "ended", summary: `Ended the mitigation “${row.title}”.`, text: cleanText(reason) };
  });
}

async function change(
  actor: Actor,
  id: string,
  make: (
    tx: Sql,
    row: MitigationDetailRow,
  ) => Promise<{ readonly what: string; readonly summary: string; readonly text: string }>,
): Promise<void> {
  requirePermission(actor, "findings.decide");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const row = await findMitigation(id, tx);
    if (!row) throw noSuch("mitigation");
    if (row.standing === "ended") throw new AppError("conflict", "It has ended. Record a new one instead.");
    const { what, summary, text } = await make(tx, row);
    await insertMitigationEvent(tx, { mitigationId: id, actor: actor.name, what, text });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: `mitigation.${what}`,
      summary,
      reason: text,
      detail: { mitigationId: id, before: row },
    });
    await rejudgeDevices(tx, { also: await devicesUnder(tx, id) });
  });
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));
