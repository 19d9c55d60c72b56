import { previewRule as previewInput, rulePreview } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { previewRule } from "@/lib/services/triage/preview-rule";

export const POST = defineRoute({
  permission: "devices.decide",
  body: previewInput,
  response: rulePreview,
  handler: ({ actor, body }) => previewRule(actor, body.query),
});
