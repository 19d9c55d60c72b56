import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { answerQuestion as answerInput, question } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { answerQuestion } from "@/lib/services/triage/answer-question";

/** Writes the answer down. */
export const PATCH = defineRoute({
  permission: "devices.annotate",
  params: z.object({ id }),
  body: answerInput,
  response: question,
  handler: ({ actor, params, body }) => answerQuestion(actor, params.id, body.answer),
});
