import { exportMatrixQuery } from "@/lib/contracts/exports";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportMatrix } from "@/lib/services/zones/export-matrix";

export const GET = defineRoute({
  permission: "exports.read",
  query: exportMatrixQuery,
  response: null,
  handler: ({ actor, query }) => fileResponse(exportMatrix(actor, query), "matrix", query.format),
});
