import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { undoAnswerOfSession } from "@/lib/services/exposure/answer-session";

export const DELETE = defineRoute({
  permission: "exposure.decide",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await undoAnswerOfSession(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
