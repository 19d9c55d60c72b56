import { targetStepApply, targetSteps } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { applyStep } from "@/lib/services/targets/apply-step";

export const POST = defineRoute({
  permission: "zones.edit",
  params: idParams,
  body: targetStepApply,
  response: targetSteps,
  handler: ({ actor, params, body }) => applyStep(actor, params.id, body),
});
