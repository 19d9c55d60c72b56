import { shadowPlace, shadowPlaceQuery } from "@/lib/contracts/shadow";
import { defineRoute } from "@/lib/http/define-route";
import { findShadowPlace } from "@/lib/services/shadow/find-shadow-place";

export const GET = defineRoute({
  permission: "devices.read",
  query: shadowPlaceQuery,
  response: shadowPlace,
  handler: ({ actor, query }) => findShadowPlace(actor, query),
});
