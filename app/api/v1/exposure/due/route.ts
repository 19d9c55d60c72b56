import { dueQuery, dueQueue } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { listDue } from "@/lib/services/exposure/list-due";

export const GET = defineRoute({
  permission: "exposure.read",
  query: dueQuery,
  response: dueQueue,
  handler: ({ actor, query }) => listDue(actor, query),
});
