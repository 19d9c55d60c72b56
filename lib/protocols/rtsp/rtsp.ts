import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";
import { firstLineEndsWith, messageLength, readTextMessage, type TextMessage } from "../framing/text-message";

const INTERLEAVED = 0x24;

/** §12.39: the first of a pair is for RTP, the second for RTCP. */
const PORT = { client: /;client_port=(\d{1,5})(?!\d)/, server: /;server_port=(\d{1,5})(?!\d)/ } as const;

function portOf(transport: string, role: keyof typeof PORT): number {
  const port = Number(PORT[role].exec(transport)?.[1] ?? 0);
  return port > 0xffff ? 0 : port;
}

export const rtsp = defineDecoder<TextMessage>({
  name: "rtsp",
  title: "RTSP",
  standard: "RFC 2326",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [554, 8554] }],
  security: "cleartext",
  messagesPerFlow: 12,
  elsewhere: { tcp: { fewestBytes: 9 } },
  probe: (reader) => (reader.startsWith("RTSP/1.0 ") || firstLineEndsWith(reader, " RTSP/1.0") ? "certain" : "no"),
  frame(reader) {
    // §10.12: media data between messages, with its own 16-bit length.
    if (reader.peek() === INTERLEAVED) return reader.peek(3) < 0 ? 0 : 4 + reader.peek16(2);
    return messageLength(reader);
  },
  read: (reader) => (reader.peek() === INTERLEAVED ? null : readTextMessage(reader)),
  observe({ startLine, fields }, observer, { senderIp, receiverIp }) {
    const isResponse = startLine.startsWith("RTSP/");
    observer.direction(isResponse ? "response" : "request");
    if (!isResponse) {
      const agent = fields.get("user-agent");
      if (agent) observer.identity("description", agent, { protocol: "rtsp user-agent" });
      if ((fields.get("authorization") ?? "").toLowerCase().startsWith("basic "))
        observer.service({ flag: "cleartext-login" });
      return;
    }
    const transport = fields.get("transport") ?? "";
    const isOverUdp = transport.startsWith("RTP/") && !/^RTP\/\w+\/TCP/.test(transport);
    for (const [ip, role] of [[receiverIp, "client"] as const, [senderIp, "server"] as const]) {
      const port = portOf(transport, role);
      if (isOverUdp && ip !== null && port > 0) observer.announce({ layer: "udp", ip, port, protocol: "rtp", role });
    }
    const server = fields.get("server");
    if (!server) return;
    const product = splitProductVersion(server);
    if (product) observer.service(product);
    observer.identity("description", server, { protocol: "rtsp server" });
  },
});
