import { deviceTimeline } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getDeviceTimeline } from "@/lib/services/devices/get-device-timeline";

export const GET = defineRoute({
  permission: "devices.read",
  params: idParams,
  response: deviceTimeline,
  handler: ({ actor, params }) => getDeviceTimeline(actor, params.id),
});
