import { mitigationRules } from "@/lib/contracts/mitigations";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { suggestMitigationRules } from "@/lib/services/mitigations/suggest-mitigation-rules";

export const GET = defineRoute({
  permission: "findings.read",
  params: idParams,
  response: mitigationRules,
  handler: ({ actor, params }) => suggestMitigationRules(actor, params.id),
});
