import { grantPage, grantQuery } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { listGrants } from "@/lib/services/suppliers/list-grants";

export const GET = defineRoute({
  permission: "exposure.read",
  params: idParams,
  query: grantQuery,
  response: grantPage,
  handler: ({ actor, params, query }) => listGrants(actor, params.id, query),
});
