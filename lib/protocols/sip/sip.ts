import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";
import { firstLineEndsWith, messageLength, readTextMessage, type TextMessage } from "../framing/text-message";

/** Product texts only: addresses of record are people. */
export const sip = defineDecoder<TextMessage>({
  name: "sip",
  title: "SIP",
  standard: "RFC 3261",
  family: "it",
  carriers: [
    { layer: "udp", ports: [5060] },
    { layer: "tcp", ports: [5060] },
  ],
  security: "cleartext",
  messagesPerFlow: 8,
  elsewhere: { tcp: { fewestBytes: 8 }, udp: { fewestBytes: 8 } },
  probe: (reader) => (reader.startsWith("SIP/2.0 ") || firstLineEndsWith(reader, " SIP/2.0") ? "certain" : "no"),
  frame: messageLength,
  read: (reader) => readTextMessage(reader),
  observe({ startLine, fields }, observer) {
    const isResponse = startLine.startsWith("SIP/");
    observer.direction(isResponse ? "response" : "request");
    const product = fields.get("server") ?? fields.get("user-agent");
    if (!product) return;
    observer.identity("description", product, { protocol: "sip user-agent" });
    const service = isResponse ? splitProductVersion(product) : null;
    if (service) observer.service(service);
  },
});
