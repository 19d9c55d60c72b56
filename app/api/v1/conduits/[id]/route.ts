import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { deleteConduit } from "@/lib/services/conduits/delete-conduit";

export const DELETE = defineRoute({
  permission: "zones.edit",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteConduit(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
