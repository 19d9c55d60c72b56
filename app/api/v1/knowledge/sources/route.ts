import { z } from "zod";
import { feedSources, newFeedSource } from "@/lib/contracts/knowledge";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { addFeedSource, getFeedSources } from "@/lib/services/knowledge/feed-sources";

export const GET = defineRoute({
  permission: "settings.edit",
  response: feedSources,
  handler: ({ actor }) => getFeedSources(actor),
});

export const POST = defineRoute({
  permission: "settings.edit",
  body: newFeedSource,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => addFeedSource(actor, body),
});
