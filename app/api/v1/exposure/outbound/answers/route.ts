import { answeredOutbound, answerOutbound as answerShape } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { answerOutbound } from "@/lib/services/exposure/answer-outbound";

export const POST = defineRoute({
  permission: "exposure.decide",
  body: answerShape,
  response: answeredOutbound,
  status: 201,
  handler: ({ actor, body }) => answerOutbound(actor, body),
});
