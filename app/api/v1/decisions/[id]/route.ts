import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { undoDecision } from "@/lib/services/decisions/undo-decision";

/** Which permission it takes depends on what was decided; the service asks for it. */
export const DELETE = defineRoute({
  permission: "signed-in",
  params: z.object({ id }),
  response: null,
  handler: async ({ actor, params }) => {
    await undoDecision(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
