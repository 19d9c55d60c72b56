import { knowledge } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { getKnowledge } from "@/lib/services/knowledge/get-knowledge";

export const GET = defineRoute({
  permission: "knowledge.read",
  response: knowledge,
  handler: ({ actor }) => getKnowledge(actor),
});
