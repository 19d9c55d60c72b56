import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { closeWindow } from "@/lib/services/maintenance/change-windows";

export const DELETE = defineRoute({
  permission: "findings.decide",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await closeWindow(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
