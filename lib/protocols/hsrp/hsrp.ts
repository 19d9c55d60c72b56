import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const PORTS = [1985, 2029];

/** The virtual address is shared by the group: it belongs to none of the routers (RFC 2281 §5.1). */
export const hsrp = defineDecoder<{ readonly version: 1 | 2 }>({
  name: "hsrp",
  title: "HSRP",
  standard: "RFC 2281",
  family: "network",
  carriers: [{ layer: "udp", ports: PORTS }],
  security: "cleartext",
  messagesPerFlow: 2,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (!PORTS.includes(context.receiverPort ?? 0)) return "no";
    const isVersion1 = reader.length === 20 && reader.peek(0) === 0 && reader.peek(1) <= 3 && reader.peek(2) <= 16;
    const isVersion2 = reader.peek(0) === 1 && reader.peek(1) === 40 && reader.peek(2) === 2;
    return isVersion1 || isVersion2 ? "certain" : "no";
  },
  read: (reader) => ({ version: reader.u8() === 0 ? 1 : 2 }),
  observe(_message, observer) {
    observer.identity("role", "router");
  },
});
