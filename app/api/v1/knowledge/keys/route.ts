import { knowledgeKey, trustKey as trustKeyInput } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { trustKey } from "@/lib/services/knowledge/trust-key";

export const POST = defineRoute({
  permission: "knowledge.trust",
  body: trustKeyInput,
  response: knowledgeKey,
  status: 201,
  handler: ({ actor, body }) => trustKey(actor, body),
});
