import { exportFlowsQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportFlows } from "@/lib/services/flows/export-flows";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportFlowsQuery,
  response: null,
  handler: ({ actor, query: { format, ...filter } }) =>
    fileResponse(exportFlows(actor, { format, filter }), "flows", format),
});
