import { workChange } from "@/lib/contracts/maintenance";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { changeWork } from "@/lib/services/maintenance/change-work";

export const PATCH = defineRoute({
  permission: "findings.decide",
  params: idParams,
  body: workChange,
  response: null,
  handler: async ({ actor, params, body }) => {
    await changeWork(actor, params.id, body);
    return new Response(null, { status: 204 });
  },
});
