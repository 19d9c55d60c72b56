import { decide, decisionPreview } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { previewDecision } from "@/lib/services/decisions/preview-decision";

/** Asks for what the decision itself would ask for; the service sees to it. */
export const POST = defineRoute({
  permission: "devices.decide",
  body: decide,
  response: decisionPreview,
  handler: ({ actor, body }) => previewDecision(actor, body),
});
