import { conduit, conduitInput, conduitPage, conduitQuery } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { listConduits } from "@/lib/services/conduits/list-conduits";
import { saveConduit } from "@/lib/services/conduits/save-conduit";

export const GET = defineRoute({
  permission: "zones.read",
  query: conduitQuery,
  response: conduitPage,
  handler: ({ actor, query }) => listConduits(actor, query),
});

export const POST = defineRoute({
  permission: "zones.edit",
  body: conduitInput,
  response: conduit,
  status: 201,
  handler: ({ actor, body }) => saveConduit(actor, null, body),
});
