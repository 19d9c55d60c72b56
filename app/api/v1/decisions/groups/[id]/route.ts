import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { undoDecisionGroup } from "@/lib/services/decisions/undo-decision";

/** Taking back more than states takes the permission for those decisions as well; the service asks for it. */
export const DELETE = defineRoute({
  permission: "devices.decide",
  params: z.object({ id }),
  response: null,
  handler: async ({ actor, params }) => {
    await undoDecisionGroup(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
