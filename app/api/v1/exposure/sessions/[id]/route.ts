import { answeredSession, answerSession as answerShape } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { answerSession } from "@/lib/services/exposure/answer-session";

export const POST = defineRoute({
  permission: "exposure.decide",
  params: idParams,
  body: answerShape,
  response: answeredSession,
  status: 201,
  handler: ({ actor, params, body }) => answerSession(actor, params.id, body.reason),
});
