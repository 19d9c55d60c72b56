import { deviceFlows, deviceFlowsQuery } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { listDeviceFlows } from "@/lib/services/devices/list-device-flows";

export const GET = defineRoute({
  permission: "flows.read",
  params: idParams,
  query: deviceFlowsQuery,
  response: deviceFlows,
  handler: ({ actor, params, query }) => listDeviceFlows(actor, params.id, query),
});
