import { searchQuery, searchResults } from "@/lib/contracts/overview";
import { defineRoute } from "@/lib/http/define-route";
import { searchInventory } from "@/lib/services/search/search-inventory";

export const GET = defineRoute({
  permission: "devices.read",
  query: searchQuery,
  response: searchResults,
  handler: ({ actor, query }) => searchInventory(actor, query.q),
});
