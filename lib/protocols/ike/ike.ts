import { defineDecoder } from "../define-decoder";

const NAT_PORT = 4500;
/** RFC 3948 §2.2: four zero bytes tell IKE from ESP on the NAT traversal port. */
const startOf = (senderPort: number | null, receiverPort: number | null) =>
  senderPort === NAT_PORT || receiverPort === NAT_PORT ? 4 : 0;

/** RFC 7296 §3.1: version 1 or 2, and a length that is the message's. */
export const ike = defineDecoder<{ readonly version: number; readonly isResponse: boolean }>({
  name: "ike",
  title: "IKE",
  standard: "RFC 7296, RFC 2408",
  family: "it",
  carriers: [{ layer: "udp", ports: [500, NAT_PORT] }],
  security: "encrypted",
  messagesPerFlow: 2,
  elsewhere: { udp: { fewestBytes: 28 } },
  probe(reader, context) {
    const start = startOf(context.senderPort, context.receiverPort);
    if (start === 4 && (reader.peek16(0) !== 0 || reader.peek16(2) !== 0)) return "no";
    const version = reader.peek(start + 17);
    if (version !== 0x10 && version !== 0x20) return "no";
    const length = reader.peek16(start + 24) * 65_536 + reader.peek16(start + 26);
    return length === reader.remaining - start && length >= 28 ? "certain" : "no";
  },
  read(reader, context) {
    reader.skip(startOf(context.senderPort, context.receiverPort));
    const hasResponderSpi = reader.skip(8).hex(8) !== "0000000000000000";
    const version = reader.skip(1).u8() >> 4;
    const flags = reader.skip(1).u8();
    return { version, isResponse: version === 2 ? (flags & 0x20) !== 0 : hasResponderSpi };
  },
  observe(message, observer) {
    observer.direction(message.isResponse ? "response" : "request");
    observer.service({ version: `v${message.version}` });
  },
});
