import { knowledgeRelease, newRelease } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { createRelease } from "@/lib/services/knowledge/create-release";

export const POST = defineRoute({
  permission: "knowledge.edit",
  body: newRelease,
  response: knowledgeRelease,
  status: 201,
  handler: ({ actor, body }) => createRelease(actor, body),
});
