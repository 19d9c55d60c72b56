import { flowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { defineRoute } from "@/lib/http/define-route";
import { writeFlowMatrix } from "@/lib/services/zones/get-flow-matrix";

/**
 * In the shape of `flowMatrix`, written once: shaping and checking 40,000 cells outweighs their sums. Packing them for
 * every answer would outweigh both, and Next lets nobody pack for it.
 */
const HEADERS = { "content-type": "application/json", "cache-control": "no-store, no-transform" };

export const GET = defineRoute({
  permission: "zones.read",
  query: flowMatrixQuery,
  response: null,
  handler: async ({ actor, query }) =>
    new Response(new Uint8Array(await writeFlowMatrix(actor, query)), { headers: HEADERS }),
});
