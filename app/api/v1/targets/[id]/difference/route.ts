import { targetDifference, targetDifferenceQuery } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { compareTarget } from "@/lib/services/targets/compare-target";

export const GET = defineRoute({
  permission: "zones.read",
  params: idParams,
  query: targetDifferenceQuery,
  response: targetDifference,
  handler: ({ actor, params, query }) => compareTarget(actor, params.id, query),
});
