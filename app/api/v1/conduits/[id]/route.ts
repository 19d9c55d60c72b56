import { conduit, conduitInput } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { deleteConduit } from "@/lib/services/conduits/delete-conduit";
import { getConduit } from "@/lib/services/conduits/get-conduit";
import { saveConduit } from "@/lib/services/conduits/save-conduit";

export const GET = defineRoute({
  permission: "zones.read",
  params: idParams,
  response: conduit,
  handler: ({ actor, params }) => getConduit(actor, params.id),
});

export const PUT = defineRoute({
  permission: "zones.edit",
  params: idParams,
  body: conduitInput,
  response: conduit,
  handler: ({ actor, params, body }) => saveConduit(actor, params.id, body),
});

export const DELETE = defineRoute({
  permission: "zones.edit",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteConduit(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
