import { defineDecoder } from "../define-decoder";

const IP_PROTOCOL = 112;

/** Same protocol number as CARP (version 2, other layout): both come from a router's or firewall's redundancy. */
export const vrrp = defineDecoder<{ readonly version: number }>({
  name: "vrrp",
  title: "VRRP",
  standard: "RFC 9568",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe(reader, context) {
    const first = reader.peek(0);
    return context.layer === "ip" && (first === 0x21 || first === 0x31) && reader.peek(7) >= 0 ? "certain" : "no";
  },
  read: (reader) => ({ version: reader.u8() >> 4 }),
  observe(_message, observer) {
    observer.identity("role", "router");
  },
});
