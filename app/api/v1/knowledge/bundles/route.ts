import { knowledgeRelease } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { readBody } from "@/lib/http/read-body";
import { takeBundle } from "@/lib/services/knowledge/take-bundle";

const MAX_BYTES = 512 * 1024 ** 2;

/** The bundle's raw bytes. Answers with the release that now waits to be applied. */
export const POST = defineRoute({
  permission: "knowledge.edit",
  response: knowledgeRelease,
  status: 201,
  handler: async ({ actor, request }) => takeBundle(actor, await readBody(request, MAX_BYTES)),
});
