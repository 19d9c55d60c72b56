import { targetCommentInput, targetDetail } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { commentOnTarget } from "@/lib/services/targets/comment-on-target";

export const POST = defineRoute({
  permission: "targets.comment",
  params: idParams,
  body: targetCommentInput,
  response: targetDetail,
  status: 201,
  handler: ({ actor, params, body }) => commentOnTarget(actor, params.id, body),
});
