import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";
import { type MediaStream, mediaStreams } from "../framing/sdp";
import { firstLineEndsWith, messageLength, readTextMessage, type TextMessage } from "../framing/text-message";

const MAX_SDP_BYTES = 8_192;

/** Product texts only: addresses of record are people. */
export const sip = defineDecoder<TextMessage & { readonly media: readonly MediaStream[] }>({
  name: "sip",
  title: "SIP",
  standard: "RFC 3261",
  family: "it",
  carriers: [
    { layer: "udp", ports: [5060] },
    { layer: "tcp", ports: [5060] },
  ],
  security: "cleartext",
  // Each call of a trunk names its ports anew.
  messagesPerFlow: 1_000,
  elsewhere: { tcp: { fewestBytes: 8 }, udp: { fewestBytes: 8 } },
  probe: (reader) => (reader.startsWith("SIP/2.0 ") || firstLineEndsWith(reader, " SIP/2.0") ? "certain" : "no"),
  frame: messageLength,
  read(reader, { isCut }) {
    const message = readTextMessage(reader);
    const type = message.fields.get("content-type") ?? message.fields.get("c") ?? "";
    const isDescribed = !isCut && type.toLowerCase().startsWith("application/sdp");
    const media = isDescribed ? mediaStreams(reader.utf8(Math.min(reader.remaining, MAX_SDP_BYTES))) : [];
    return { ...message, media };
  },
  observe({ startLine, fields, media }, observer) {
    const isResponse = startLine.startsWith("SIP/");
    observer.direction(isResponse ? "response" : "request");
    for (const { ip, port } of media) observer.announce({ layer: "udp", ip, port, protocol: "rtp" });
    const product = fields.get("server") ?? fields.get("user-agent");
    if (!product) return;
    observer.identity("description", product, { protocol: "sip user-agent" });
    const service = isResponse ? splitProductVersion(product) : null;
    if (service) observer.service(service);
  },
});
