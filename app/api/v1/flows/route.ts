import { flowPage, flowQuery } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { listFlows } from "@/lib/services/flows/list-flows";

export const GET = defineRoute({
  permission: "flows.read",
  query: flowQuery,
  response: flowPage,
  handler: ({ actor, query }) => listFlows(actor, query),
});
