import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { QuestionDto } from "@/lib/contracts/triage";
import { writeAudit } from "@/lib/db/audit-writer";
import { answerQuestionRow, findQuestion, type TriageQuestionRow } from "@/lib/db/shadow/triage-question";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { presentQuestion } from "./present-question";

/** Writes the answer down, once. It decides nothing by itself: that takes a decision with its own reason. */
export async function answerQuestion(actor: Actor, id: string, text: string): Promise<QuestionDto> {
  requirePermission(actor, "devices.annotate");
  const answer = cleanText(text, 2000);
  return withTransaction(async (tx) => {
    const question = await findQuestion(tx, id);
    if (!question) throw noSuch("question");
    if (!(await answerQuestionRow(tx, id, answer, actor.name))) {
      throw new AppError("conflict", `${question.answeredBy ?? "Somebody"} has written the answer already.`);
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "question.answered",
      summary: `Wrote down what ${question.askedOf} answers about ${aboutOf(question)}: ${answer}`.slice(0, 1000),
      detail: { questionId: id, deviceIds: question.deviceIds },
    });
    return presentQuestion((await findQuestion(tx, id)) as TriageQuestionRow);
  });
}

function aboutOf({ deviceIds, devices }: TriageQuestionRow): string {
  const [first] = devices;
  return deviceIds.length === 1 && first ? first.name : countOf(deviceIds.length, "device");
}
