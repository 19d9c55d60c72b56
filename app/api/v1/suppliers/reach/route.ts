import { reachQuery, supplierReach } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { listReach } from "@/lib/services/suppliers/list-reach";

export const GET = defineRoute({
  permission: "exposure.read",
  query: reachQuery,
  response: supplierReach,
  handler: ({ actor, query }) => listReach(actor, query),
});
