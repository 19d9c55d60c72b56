import { ruleCheck, ruleCheckInput } from "@/lib/contracts/firewall-rules";
import { defineRoute } from "@/lib/http/define-route";
import { checkRules } from "@/lib/services/firewall-rules/check-rules";

export const POST = defineRoute({
  permission: "flows.read",
  body: ruleCheckInput,
  response: ruleCheck,
  handler: ({ actor, body }) => checkRules(actor, body),
});
