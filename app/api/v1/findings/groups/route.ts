import { findingGroupQuery, findingGroups } from "@/lib/contracts/findings";
import { defineRoute } from "@/lib/http/define-route";
import { groupFindings } from "@/lib/services/findings/group-findings";

export const GET = defineRoute({
  permission: "findings.read",
  query: findingGroupQuery,
  response: findingGroups,
  handler: ({ actor, query }) => groupFindings(actor, query),
});
