import { exportPathsQuery } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportPaths } from "@/lib/services/exposure/export-paths";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportPathsQuery,
  response: null,
  handler: ({ actor, query: { format, ...filter } }) =>
    fileResponse(exportPaths(actor, filter, format), "exposure", format),
});
