import { targetStepMark, targetSteps } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getSteps } from "@/lib/services/targets/get-steps";
import { markStep } from "@/lib/services/targets/mark-step";

export const GET = defineRoute({
  permission: "zones.read",
  params: idParams,
  response: targetSteps,
  handler: ({ actor, params }) => getSteps(actor, params.id),
});

export const POST = defineRoute({
  permission: "zones.edit",
  params: idParams,
  body: targetStepMark,
  response: targetSteps,
  handler: ({ actor, params, body }) => markStep(actor, params.id, body),
});
