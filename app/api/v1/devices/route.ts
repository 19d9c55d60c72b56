import { devicePage, deviceQuery } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { listDevices } from "@/lib/services/devices/list-devices";

export const GET = defineRoute({
  permission: "devices.read",
  query: deviceQuery,
  response: devicePage,
  handler: ({ actor, query }) => listDevices(actor, query),
});
