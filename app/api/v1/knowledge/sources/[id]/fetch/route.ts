import { feedSourceParams } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { fetchFeedSource } from "@/lib/services/knowledge/feed-sources";

export const POST = defineRoute({
  permission: "settings.edit",
  params: feedSourceParams,
  response: null,
  handler: async ({ actor, params }) => {
    await fetchFeedSource(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
