import { feedFileQuery, receivedFeedFile } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { readBody } from "@/lib/http/read-body";
import { takeFeedFile } from "@/lib/services/knowledge/take-feed-file";

const MAX_BYTES = 256 * 1024 ** 2;

/** The raw bytes of one file of a feed; what feed, its content tells. */
export const POST = defineRoute({
  permission: "knowledge.edit",
  query: feedFileQuery,
  response: receivedFeedFile,
  status: 201,
  handler: async ({ actor, query, request }) => takeFeedFile(actor, query.name, await readBody(request, MAX_BYTES)),
});
