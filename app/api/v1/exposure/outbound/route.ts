import { outboundPage, outboundQuery } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { listOutbound } from "@/lib/services/exposure/list-outbound";

export const GET = defineRoute({
  permission: "exposure.read",
  query: outboundQuery,
  response: outboundPage,
  handler: ({ actor, query }) => listOutbound(actor, query),
});
