import { changesQuery } from "@/lib/contracts/changes";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportChanges } from "@/lib/services/changes/export-changes";

export const GET = defineRoute({
  permission: "exports.read",
  query: changesQuery,
  response: null,
  handler: ({ actor, query }) => fileResponse(exportChanges(actor, query), "changes", "csv"),
});
