import { keyParams } from "@/lib/contracts/knowledge";
import { defineRoute } from "@/lib/http/define-route";
import { revokeKey } from "@/lib/services/knowledge/revoke-key";

export const DELETE = defineRoute({
  permission: "knowledge.trust",
  params: keyParams,
  response: null,
  handler: async ({ actor, params }) => {
    await revokeKey(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
