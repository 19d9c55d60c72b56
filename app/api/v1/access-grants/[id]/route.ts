import { decideGrant as decideShape, grant } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { decideGrant } from "@/lib/services/suppliers/decide-grant";
import { getGrant } from "@/lib/services/suppliers/get-grant";

export const GET = defineRoute({
  permission: "exposure.read",
  params: idParams,
  response: grant,
  handler: ({ actor, params }) => getGrant(actor, params.id),
});

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
