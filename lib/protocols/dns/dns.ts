import { defineDecoder } from "../define-decoder";
import { DNS_TYPE, type DnsMessage, looksLikeDns, readDnsMessage } from "../framing/dns-message";

/** Same format, other protocols: they live on their own ports (RFC 6762, RFC 4795, RFC 1002). */
const OTHER_PORTS = [5353, 5355, 137];

/** Answers name outside peers. They never say who the resolved host is: anybody may ask for any name. */
export const dns = defineDecoder<DnsMessage>({
  name: "dns",
  title: "DNS",
  standard: "RFC 1035",
  family: "network",
  carriers: [
    { layer: "udp", ports: [53] },
    { layer: "tcp", ports: [53] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 256,
  elsewhere: { tcp: { fewestBytes: 19 }, udp: { fewestBytes: 17 } },
  probe(reader, context) {
    const ports = [context.senderPort ?? 0, context.receiverPort ?? 0];
    if (ports.some((port) => OTHER_PORTS.includes(port))) return "no";
    const start = context.layer === "tcp" ? 2 : 0;
    if (start === 2 && reader.peek16() < 17) return "no";
    if (!looksLikeDns(reader, start)) return "no";
    const opcode = (reader.peek(start + 2) >> 3) & 15;
    const isOrdinary = reader.peek16(start + 4) === 1 && (opcode === 0 || opcode === 4 || opcode === 5);
    if (!isOrdinary) return "no";
    return ports.includes(53) || reader.peek(start + 3) === 0 || reader.peek(start + 3) === 0x80 ? "certain" : "maybe";
  },
  frame(reader) {
    const length = reader.peek16();
    if (length < 0) return 0;
    return length < 12 ? -1 : length + 2;
  },
  read(reader, context) {
    if (context.layer !== "tcp") return readDnsMessage(reader, context.isCut);
    reader.skip(2);
    return readDnsMessage(reader.nested(reader.remaining), context.isCut);
  },
  observe(message, observer) {
    observer.direction(message.isResponse ? "response" : "request");
    const asked = message.questions[0]?.name;
    if (!message.isResponse || !asked) return;
    for (const record of message.answers) {
      if ((record.type === DNS_TYPE.a || record.type === DNS_TYPE.aaaa) && record.text) {
        observer.resolvedName(record.text, asked);
      }
    }
  },
});
