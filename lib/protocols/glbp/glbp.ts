import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const PORT = 3222;

/** Layout: version 1, an unknown byte, group, two bytes, then the owner's MAC; the rest is TLVs. */
export const glbp = defineDecoder<{ readonly version: number }>({
  name: "glbp",
  title: "GLBP",
  standard: "Cisco Gateway Load Balancing Protocol",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const isOwnPort = context.senderPort === PORT && context.receiverPort === PORT;
    return isOwnPort && reader.peek(0) === 1 && reader.peek(12) >= 1 && reader.peek(12) <= 4 ? "certain" : "no";
  },
  read: (reader) => ({ version: reader.u8() }),
  observe(_message, observer) {
    observer.identity("role", "router");
  },
});
