import { endMitigation as reasonToEnd } from "@/lib/contracts/mitigations";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { endMitigation } from "@/lib/services/mitigations/change-mitigation";

export const POST = defineRoute({
  permission: "findings.decide",
  params: idParams,
  body: reasonToEnd,
  response: null,
  handler: async ({ actor, params, body }) => {
    await endMitigation(actor, params.id, body.reason);
    return new Response(null, { status: 204 });
  },
});
