import { defineDecoder } from "../define-decoder";
import { isCarp } from "../framing/carp-header";
import { bindOwnHello } from "../framing/own-hello";

const IP_PROTOCOL = 112;

/** CARP has the same protocol number and another layout. */
export const vrrp = defineDecoder<{ readonly version: number }>({
  name: "vrrp",
  title: "VRRP",
  standard: "RFC 9568",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe(reader, context) {
    if (isCarp(reader)) return "no";
    const first = reader.peek(0);
    return context.layer === "ip" && (first === 0x21 || first === 0x31) && reader.peek(7) >= 0 ? "certain" : "no";
  },
  read: (reader) => ({ version: reader.u8() >> 4 }),
  observe(_message, observer, context) {
    bindOwnHello(observer, context);
    observer.identity("role", "router");
  },
});
