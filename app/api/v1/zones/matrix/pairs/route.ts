import { matrixPairs, matrixPairsQuery } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { listMatrixPairs } from "@/lib/services/zones/list-matrix-pairs";

export const GET = defineRoute({
  permission: "flows.read",
  query: matrixPairsQuery,
  response: matrixPairs,
  handler: ({ actor, query }) => listMatrixPairs(actor, query),
});
