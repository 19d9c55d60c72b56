import { defineDecoder } from "../define-decoder";
import { bindOwnHello } from "../framing/own-hello";

const IP_PROTOCOL = 88;
const VERSION = 2;
const LAST_OPCODE = 11;
const HEADER_BYTES = 20;

/** The software version that a hello carries is the routing process's own, not the router's: it is not taken for it. */
export const eigrp = defineDecoder<{ readonly isEigrp: true }>({
  name: "eigrp",
  title: "EIGRP",
  standard: "RFC 7868",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "mixed",
  messagesPerFlow: 2,
  probe(reader, context) {
    const [version, opcode] = [reader.peek(0), reader.peek(1)];
    const isHeader = version === VERSION && opcode >= 1 && opcode <= LAST_OPCODE && reader.remaining >= HEADER_BYTES;
    return context.layer === "ip" && isHeader ? "certain" : "no";
  },
  read: (reader) => {
    reader.skip(HEADER_BYTES);
    return { isEigrp: true };
  },
  observe(_message, observer, context) {
    bindOwnHello(observer, context);
    observer.identity("role", "router");
  },
});
