import { packetParams, packetQuery, packetView } from "@/lib/contracts/packets";
import { defineRoute } from "@/lib/http/define-route";
import { getPacket } from "@/lib/services/packets/get-packet";

export const GET = defineRoute({
  permission: "packets.read",
  params: packetParams,
  query: packetQuery,
  response: packetView,
  handler: ({ actor, params, query }) => getPacket(actor, params, query),
});
