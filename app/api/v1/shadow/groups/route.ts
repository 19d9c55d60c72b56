import { shadowGroup, shadowGroupQuery } from "@/lib/contracts/shadow";
import { defineRoute } from "@/lib/http/define-route";
import { getShadowGroup } from "@/lib/services/shadow/get-shadow-group";

export const GET = defineRoute({
  permission: "devices.read",
  query: shadowGroupQuery,
  response: shadowGroup,
  handler: ({ actor, query }) => getShadowGroup(actor, query),
});
