import { deviceDetail } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getDevice } from "@/lib/services/devices/get-device";

export const GET = defineRoute({
  permission: "devices.read",
  params: idParams,
  response: deviceDetail,
  handler: ({ actor, params }) => getDevice(actor, params.id),
});
