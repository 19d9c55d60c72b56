import { pathDetail } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getPath } from "@/lib/services/exposure/get-path";

export const GET = defineRoute({
  permission: "exposure.read",
  params: idParams,
  response: pathDetail,
  handler: ({ actor, params }) => getPath(actor, params.id),
});
