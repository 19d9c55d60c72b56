import { targetQuery, targetWhatIf } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getWhatIf } from "@/lib/services/targets/get-what-if";

export const GET = defineRoute({
  permission: "flows.read",
  params: idParams,
  query: targetQuery,
  response: targetWhatIf,
  handler: ({ actor, params, query }) => getWhatIf(actor, params.id, query.version),
});
