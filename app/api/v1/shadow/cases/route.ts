import { shadowCasePage, shadowCasesQuery } from "@/lib/contracts/shadow";
import { defineRoute } from "@/lib/http/define-route";
import { listShadowCases } from "@/lib/services/shadow/list-shadow-cases";

export const GET = defineRoute({
  permission: "devices.read",
  query: shadowCasesQuery,
  response: shadowCasePage,
  handler: ({ actor, query }) => listShadowCases(actor, query),
});
