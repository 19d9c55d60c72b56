import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { revokeSensor } from "@/lib/services/sensors/change-sensor";

export const POST = defineRoute({
  permission: "sensors.edit",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await revokeSensor(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
