import { knowledgeChanges, knowledgeChangesQuery } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { getKnowledgeChanges } from "@/lib/services/knowledge/get-knowledge-changes";

export const GET = defineRoute({
  permission: "findings.read",
  query: knowledgeChangesQuery,
  response: knowledgeChanges,
  handler: ({ actor, query }) => getKnowledgeChanges(actor, query.from),
});
