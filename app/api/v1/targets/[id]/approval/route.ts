import { targetApprovalInput, targetDetail } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { approveTarget } from "@/lib/services/targets/approve-target";

export const POST = defineRoute({
  permission: "targets.approve",
  params: idParams,
  body: targetApprovalInput,
  response: targetDetail,
  handler: ({ actor, params, body }) => approveTarget(actor, params.id, body.version),
});
