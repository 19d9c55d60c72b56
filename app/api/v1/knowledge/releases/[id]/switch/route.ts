import { knowledgeRelease, releaseParams } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { switchRelease } from "@/lib/services/knowledge/switch-release";

export const POST = defineRoute({
  permission: "knowledge.edit",
  params: releaseParams,
  response: knowledgeRelease,
  handler: ({ actor, params }) => switchRelease(actor, params.id),
});
