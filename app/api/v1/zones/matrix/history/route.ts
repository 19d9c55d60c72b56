import { matrixHistory } from "@/lib/contracts/flow-matrix";
import { matrixPairsQuery } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { getMatrixHistory } from "@/lib/services/zones/get-matrix-history";

export const GET = defineRoute({
  permission: "zones.read",
  query: matrixPairsQuery,
  response: matrixHistory,
  handler: ({ actor, query }) => getMatrixHistory(actor, query),
});
