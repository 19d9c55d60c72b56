import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AnswerOutbound } from "@/lib/contracts/exposure";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertOutboundAnswers } from "@/lib/db/exposure/outbound-answer";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

const NAMED_IN_AUDIT = 5;

/** Writes one answer for all of these questions; later answers stand over earlier ones. */
export async function answerOutbound(
  actor: Actor,
  { keys, verdict, neededBy, reason, expiresAt }: AnswerOutbound,
): Promise<{ groupId: string; answered: number }> {
  requirePermission(actor, "exposure.decide");
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) {
    throw new AppError("bad-request", "The answer would have ended already. Choose a later day.", {
      invalidParams: [{ name: "expiresAt", reason: "lies in the past" }],
    });
  }
  const known = new Map((await loadOutbound(await loadPaths())).map((item) => [item.key, item]));
  const items = [...new Set(keys)].map((key) => known.get(key));
  if (items.some((item) => item === undefined)) {
    throw new AppError("not-found", "A destination is no longer in what was recorded. Load the page again.");
  }
  const asked = items.flatMap((item) => item ?? []);
  const groupId = randomUUID();
  const who = verdict === "needed" ? cleanText(neededBy ?? "", 200) : null;
  const said = asked.map(({ kind, destination }) => `${kind.title} → ${destination}`);
  const more = said.length > NAMED_IN_AUDIT ? ` and ${said.length - NAMED_IN_AUDIT} more` : "";
  await withTransaction(async (tx) => {
    await insertOutboundAnswers(
      tx,
      asked.map(({ kind, destination }) => ({ id: randomUUID(), kindKey: kind.key, destination })),
      {
        groupId,
        verdict,
        neededBy: who,
        reason: cleanText(reason),
        expiresAt,
        userId: actor.userId,
        actor: actor.name,
      },
    );
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "outbound.answered",
      summary: `${verdict === "needed" ? `Said that ${who} needs` : "Said to close"} ${said.slice(0, NAMED_IN_AUDIT).join(", ")}${more}${expiresAt ? `, until ${expiresAt.slice(0, 10)}` : ""}.`,
      reason: cleanText(reason),
      detail: { groupId, keys: asked.map(({ key }) => key), verdict, expiresAt },
    });
  });
  return { groupId, answered: asked.length };
}
