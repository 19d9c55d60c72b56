import { zoneSuggestionList } from "@/lib/contracts/zone-suggestions";
import { defineRoute } from "@/lib/http/define-route";
import { listSuggestions } from "@/lib/services/zones/suggest/list-suggestions";

export const GET = defineRoute({
  permission: "zones.read",
  response: zoneSuggestionList,
  handler: ({ actor }) => listSuggestions(actor),
});
