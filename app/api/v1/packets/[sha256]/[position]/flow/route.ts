import { packetFlowQuery, packetParams } from "@/lib/contracts/packets";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { downloadFlow } from "@/lib/services/packets/download-packets";

export const GET = defineRoute({
  permission: "packets.read",
  params: packetParams,
  query: packetFlowQuery,
  response: null,
  handler: ({ actor, params, query }) =>
    fileResponse(downloadFlow(actor, params, query), `flow-of-frame-${params.position}`, "pcap"),
});
