import { defineDecoder } from "../define-decoder";
import { bindOwnHello } from "../framing/own-hello";

const IP_PROTOCOL = 103;
const VERSION = 2;
const TYPE = { hello: 0, register: 1, candidate: 8, last: 10 } as const;

/** Multicast routing. A register comes from the router of a source, everything else goes to the neighbours (RFC 7761 §4.9). */
export const pim = defineDecoder<{ readonly type: number }>({
  name: "pim",
  title: "PIM",
  standard: "RFC 7761, RFC 3973",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe(reader, context) {
    const isHeader = reader.peek(0) >> 4 === VERSION && (reader.peek(0) & 15) <= TYPE.last && reader.peek16(2) >= 0;
    return context.layer === "ip" && isHeader ? "certain" : "no";
  },
  read: (reader) => ({ type: reader.u8() & 15 }),
  observe(_message, observer, context) {
    bindOwnHello(observer, context);
    observer.identity("role", "router");
  },
});
