import { exportVexQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportVex } from "@/lib/services/vex/export-vex";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportVexQuery,
  response: null,
  handler: ({ actor, query: { format, author, ...query } }) =>
    fileResponse(exportVex(actor, { format, author, query }), format === "openvex" ? "openvex" : "vex-cdx", "json"),
});
