import { renameSensor as renameSensorInput } from "@/lib/contracts/sensors";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { renameSensor } from "@/lib/services/sensors/change-sensor";

export const PATCH = defineRoute({
  permission: "sensors.edit",
  params: idParams,
  body: renameSensorInput,
  response: null,
  handler: async ({ actor, params, body }) => {
    await renameSensor(actor, params.id, body.name);
    return new Response(null, { status: 204 });
  },
});
