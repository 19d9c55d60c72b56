import { exportCycloneDxQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportCycloneDx } from "@/lib/services/devices/export-cyclonedx";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportCycloneDxQuery,
  response: null,
  handler: ({ actor, query }) => fileResponse(exportCycloneDx(actor, { query }), "cyclonedx", "json"),
});
