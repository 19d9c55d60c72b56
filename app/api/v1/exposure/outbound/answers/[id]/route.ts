import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { undoOutbound } from "@/lib/services/exposure/undo-outbound";

export const DELETE = defineRoute({
  permission: "exposure.decide",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await undoOutbound(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
