import { defineDecoder } from "../define-decoder";
import { isCarp } from "../framing/carp-header";
import { bindOwnHello } from "../framing/own-hello";

const IP_PROTOCOL = 112;

/** Advertisements of a group of firewalls or routers that share an address; the address itself is not in them. */
export const carp = defineDecoder<{ readonly group: number }>({
  name: "carp",
  title: "CARP",
  standard: "OpenBSD carp(4), ip_carp.h",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "mixed",
  messagesPerFlow: 2,
  probe: (reader, context) => (context.layer === "ip" && isCarp(reader) ? "certain" : "no"),
  read: (reader) => ({ group: reader.skip(1).u8() }),
  observe(_message, observer, context) {
    bindOwnHello(observer, context);
    // Servers share addresses by it as well: what the sender is there for is a conclusion.
    observer.identity("role", "router", { inferred: true });
  },
});
