import { flowMatrix, flowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { defineRoute } from "@/lib/http/define-route";
import { getFlowMatrix } from "@/lib/services/zones/get-flow-matrix";

export const GET = defineRoute({
  permission: "zones.read",
  query: flowMatrixQuery,
  response: flowMatrix,
  handler: ({ actor, query }) => getFlowMatrix(actor, query),
});
