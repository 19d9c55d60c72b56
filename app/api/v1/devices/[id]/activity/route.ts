import { deviceActivity } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getDeviceActivity } from "@/lib/services/devices/get-device-activity";

export const GET = defineRoute({
  permission: "flows.read",
  params: idParams,
  response: deviceActivity,
  handler: ({ actor, params }) => getDeviceActivity(actor, params.id),
});
