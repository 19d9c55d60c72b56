import { targetInput, targetList, targetSummary } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { listTargets } from "@/lib/services/targets/list-targets";
import { makeTarget } from "@/lib/services/targets/make-target";

export const GET = defineRoute({
  permission: "zones.read",
  response: targetList,
  handler: ({ actor }) => listTargets(actor),
});

export const POST = defineRoute({
  permission: "zones.edit",
  body: targetInput,
  response: targetSummary,
  status: 201,
  handler: ({ actor, body }) => makeTarget(actor, body),
});
