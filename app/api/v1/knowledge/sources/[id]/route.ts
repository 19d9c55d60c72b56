import { feedSourceParams } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { removeFeedSource } from "@/lib/services/knowledge/feed-sources";

export const DELETE = defineRoute({
  permission: "settings.edit",
  params: feedSourceParams,
  response: null,
  handler: async ({ actor, params }) => {
    await removeFeedSource(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
