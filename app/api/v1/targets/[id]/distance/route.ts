import { targetDistance } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getDistance } from "@/lib/services/targets/get-distance";

export const GET = defineRoute({
  permission: "zones.read",
  params: idParams,
  response: targetDistance,
  handler: ({ actor, params }) => getDistance(actor, params.id),
});
