import { conflictPage, conflictsQuery } from "@/lib/contracts/conflicts";
import { defineRoute } from "@/lib/http/define-route";
import { listConflicts } from "@/lib/services/conflicts/list-conflicts";

export const GET = defineRoute({
  permission: "devices.read",
  query: conflictsQuery,
  response: conflictPage,
  handler: ({ actor, query }) => listConflicts(actor, query),
});
