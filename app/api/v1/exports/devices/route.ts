import { exportDevicesQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportDevices } from "@/lib/services/devices/export-devices";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportDevicesQuery,
  response: null,
  handler: ({ actor, query: { format, ...query } }) =>
    fileResponse(exportDevices(actor, { format, query }), "devices", format),
});
