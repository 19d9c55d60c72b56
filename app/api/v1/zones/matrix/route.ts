import { flowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { defineRoute } from "@/lib/http/define-route";
import { packedAnswer } from "@/lib/http/packed-answer";
import { packFlowMatrix } from "@/lib/services/zones/get-flow-matrix";

/** In the shape of `flowMatrix`; packed once, because shaping, checking and packing 40,000 cells outweighs their sums. */
export const GET = defineRoute({
  permission: "zones.read",
  query: flowMatrixQuery,
  response: null,
  handler: async ({ actor, query, request }) => packedAnswer(request, await packFlowMatrix(actor, query)),
});
