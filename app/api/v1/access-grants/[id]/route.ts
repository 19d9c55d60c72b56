import { decideGrant as decideShape } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { decideGrant } from "@/lib/services/suppliers/decide-grant";

export const PATCH = defineRoute({
  permission: "access.approve",
  params: idParams,
  body: decideShape,
  response: null,
  handler: async ({ actor, params, body }) => {
    await decideGrant(actor, params.id, body);
    return new Response(null, { status: 204 });
  },
});
