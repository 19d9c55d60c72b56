import { zone, zoneInput } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { deleteZone } from "@/lib/services/zones/delete-zone";
import { saveZone } from "@/lib/services/zones/save-zone";

export const PUT = defineRoute({
  permission: "zones.edit",
  params: idParams,
  body: zoneInput,
  response: zone,
  handler: ({ actor, params, body }) => saveZone(actor, params.id, body),
});

export const DELETE = defineRoute({
  permission: "zones.edit",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteZone(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
