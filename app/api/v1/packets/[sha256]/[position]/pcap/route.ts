import { packetParams } from "@/lib/contracts/packets";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { downloadPacket } from "@/lib/services/packets/download-packets";

export const GET = defineRoute({
  permission: "packets.read",
  params: packetParams,
  response: null,
  handler: ({ actor, params }) => fileResponse(downloadPacket(actor, params), `frame-${params.position}`, "pcap"),
});
