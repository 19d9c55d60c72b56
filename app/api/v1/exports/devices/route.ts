import { exportDevicesQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportDevices } from "@/lib/services/devices/export-devices";
import { exportDevicesAsOf } from "@/lib/services/devices/export-devices-as-of";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportDevicesQuery,
  response: null,
  handler: ({ actor, query: { format, asOf, ...query } }) =>
    fileResponse(
      asOf === undefined ? exportDevices(actor, { format, query }) : exportDevicesAsOf(actor, asOf, { format, query }),
      "devices",
      format,
    ),
});
