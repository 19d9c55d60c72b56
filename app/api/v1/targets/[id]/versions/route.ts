import { targetDetail, targetVersionInput } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { saveTargetVersion } from "@/lib/services/targets/save-target-version";

export const POST = defineRoute({
  permission: "zones.edit",
  params: idParams,
  body: targetVersionInput,
  response: targetDetail,
  status: 201,
  handler: ({ actor, params, body }) => saveTargetVersion(actor, params.id, body),
});
