import { defineDecoder } from "../define-decoder";

/** Triconex's engineering protocol. Not published; kinds and length as public research on attacks reads them. */
const KIND = { connect: 1, connected: 2, disconnect: 3, disconnected: 4, command: 5, ping: 6, limit: 7 } as const;
const HEADER_BYTES = 4;
const CHECKSUM_BYTES = 2;
const PORT = 1502;
const REQUESTS: readonly number[] = [KIND.connect, KIND.disconnect, KIND.ping];

/** Safety controllers and their engineering stations: that it is spoken, and who asks. Commands are not read. */
export const tristation = defineDecoder<{ readonly kind: number }>({
  name: "tristation",
  title: "TriStation",
  standard: "Triconex TriStation 1131 protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe(reader) {
    const kind = reader.peek(0) | (reader.peek(1) << 8);
    const length = reader.peek(2) | (reader.peek(3) << 8);
    const isWhole =
      reader.remaining === HEADER_BYTES + length + CHECKSUM_BYTES || reader.remaining === HEADER_BYTES + length;
    return kind >= KIND.connect && kind <= KIND.limit && isWhole && reader.remaining >= 6 ? "maybe" : "no";
  },
  read: (reader) => ({ kind: reader.u16le() }),
  observe({ kind }, observer, context) {
    if (REQUESTS.includes(kind)) observer.direction("request");
    const isController = context.senderPort === PORT && kind === KIND.connected;
    if (isController) observer.identity("role", "safety controller", { inferred: true });
    if (isController) observer.identity("vendor", "Schneider Electric (Triconex)", { inferred: true });
  },
});
