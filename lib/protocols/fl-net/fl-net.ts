import { defineDecoder } from "../define-decoder";

/** JEM 1479: every message begins with "FACN" and its total length. */
const MARK = "FACN";

/** Controllers that share a memory by passing a token: that it is spoken. */
export const flNet = defineDecoder<true>({
  name: "fl-net",
  title: "FL-net",
  standard: "JEMA JEM 1479 (FL-net, OPCN-2)",
  family: "ot",
  carriers: [{ layer: "udp", ports: [55_000, 55_001, 55_002, 55_003] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe: (reader) => (reader.startsWith(MARK) && reader.remaining >= 64 ? "certain" : "no"),
  read: (reader) => (reader.startsWith(MARK) ? true : null),
  observe(_message, observer) {
    observer.identity("role", "controller", { inferred: true });
  },
});
