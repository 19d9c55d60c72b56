import { walkDownQuery } from "@/lib/contracts/walk-down";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportWalkDown } from "@/lib/services/walk-down/get-walk-down";

export const GET = defineRoute({
  permission: "exports.read",
  query: walkDownQuery,
  response: null,
  handler: ({ actor, query }) => fileResponse(exportWalkDown(actor, query), "walk-down", "csv"),
});
