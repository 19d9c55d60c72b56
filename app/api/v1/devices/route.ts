import { devicePage, deviceQuery } from "@/lib/contracts/devices";
import { moment } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { listDevices } from "@/lib/services/devices/list-devices";
import { listDevicesAsOf } from "@/lib/services/devices/list-devices-as-of";

export const GET = defineRoute({
  permission: "devices.read",
  query: deviceQuery.extend({ asOf: moment.optional() }),
  response: devicePage,
  handler: ({ actor, query: { asOf, ...query } }) =>
    asOf === undefined ? listDevices(actor, query) : listDevicesAsOf(actor, query, asOf),
});
