import { exportFlowsQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportFlows, exportFlowsAsOf } from "@/lib/services/flows/export-flows";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportFlowsQuery,
  response: null,
  handler: async ({ actor, query: { format, asOf, ...filter } }) =>
    fileResponse(
      asOf === undefined
        ? exportFlows(actor, { format, filter })
        : await exportFlowsAsOf(actor, asOf, { format, filter }),
      "flows",
      format,
    ),
});
