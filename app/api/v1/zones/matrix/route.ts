import { flowMatrix } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { getFlowMatrix } from "@/lib/services/zones/get-flow-matrix";

export const GET = defineRoute({
  permission: "zones.read",
  response: flowMatrix,
  handler: ({ actor }) => getFlowMatrix(actor),
});
