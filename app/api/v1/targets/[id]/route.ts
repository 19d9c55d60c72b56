import { targetDetail, targetQuery } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { deleteTarget } from "@/lib/services/targets/delete-target";
import { getTarget } from "@/lib/services/targets/get-target";

export const GET = defineRoute({
  permission: "zones.read",
  params: idParams,
  query: targetQuery,
  response: targetDetail,
  handler: ({ actor, params, query }) => getTarget(actor, params.id, query.version),
});

export const DELETE = defineRoute({
  permission: "zones.edit",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteTarget(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
