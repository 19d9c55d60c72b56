import { savedViewParams } from "@/lib/contracts/saved-views";
import { defineRoute } from "@/lib/http/define-route";
import { deleteView } from "@/lib/services/saved-views/delete-view";

export const DELETE = defineRoute({
  permission: "views.edit",
  params: savedViewParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteView(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
