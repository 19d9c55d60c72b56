import { findingListQuery, findingPage } from "@/lib/contracts/findings";
import { defineRoute } from "@/lib/http/define-route";
import { listFindings } from "@/lib/services/findings/list-findings";

export const GET = defineRoute({
  permission: "findings.read",
  query: findingListQuery,
  response: findingPage,
  handler: ({ actor, query }) => listFindings(actor, query),
});
