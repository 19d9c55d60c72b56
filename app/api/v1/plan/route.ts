import { plan, planQuery } from "@/lib/contracts/plan";
import { defineRoute } from "@/lib/http/define-route";
import { getPlan } from "@/lib/services/plan/get-plan";

export const GET = defineRoute({
  permission: "overview.read",
  query: planQuery,
  response: plan,
  handler: ({ actor, query }) => getPlan(actor, query),
});
