import { findingDetail } from "@/lib/contracts/findings";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getFinding } from "@/lib/services/findings/get-finding";

export const GET = defineRoute({
  permission: "findings.read",
  params: idParams,
  response: findingDetail,
  handler: ({ actor, params }) => getFinding(actor, params.id),
});
