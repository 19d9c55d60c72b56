import { endGolden } from "@/lib/contracts/firmware";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { endGoldenVersion } from "@/lib/services/firmware/end-golden-version";

export const POST = defineRoute({
  permission: "firmware.approve",
  params: idParams,
  body: endGolden,
  response: null,
  handler: async ({ actor, params, body }) => {
    await endGoldenVersion(actor, params.id, body.reason);
    return new Response(null, { status: 204 });
  },
});
