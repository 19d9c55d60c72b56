import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { undoSuggestionAnswer } from "@/lib/services/zones/suggest/undo-answer";

export const DELETE = defineRoute({
  permission: "zones.edit",
  params: z.object({ id }),
  response: null,
  handler: async ({ actor, params }) => {
    await undoSuggestionAnswer(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
