import { mapHighlight, mapHighlightQuery } from "@/lib/contracts/map";
import { defineRoute } from "@/lib/http/define-route";
import { listHighlighted } from "@/lib/services/map/list-highlighted";

export const GET = defineRoute({
  permission: "devices.read",
  query: mapHighlightQuery,
  response: mapHighlight,
  handler: ({ actor, query }) => listHighlighted(actor, query.q),
});
