import { mitigationDetail, mitigationTerms } from "@/lib/contracts/mitigations";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { changeMitigation } from "@/lib/services/mitigations/change-mitigation";
import { getMitigation } from "@/lib/services/mitigations/get-mitigation";

export const GET = defineRoute({
  permission: "findings.read",
  params: idParams,
  response: mitigationDetail,
  handler: ({ actor, params }) => getMitigation(actor, params.id),
});

export const PATCH = defineRoute({
  permission: "findings.decide",
  params: idParams,
  body: mitigationTerms,
  response: mitigationDetail,
  handler: async ({ actor, params, body }) => {
    await changeMitigation(actor, params.id, body);
    return getMitigation(actor, params.id);
  },
});
