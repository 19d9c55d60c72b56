import { deviceFacets, deviceQuery } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { listDeviceFacets } from "@/lib/services/devices/list-device-facets";

export const GET = defineRoute({
  permission: "devices.read",
  query: deviceQuery,
  response: deviceFacets,
  handler: ({ actor, query }) => listDeviceFacets(actor, query),
});
