import { defineDecoder } from "../define-decoder";

/** Bristol's protocol in UDP as public parsers read it: a fixed mark, then how many messages follow. */
const MARK = 0x0e00;
const MAX_MESSAGES = 64;

/** Remote units of pipelines and water works: that it is spoken. */
export const bsap = defineDecoder<true>({
  name: "bsap",
  title: "BSAP",
  standard: "Emerson (Bristol) BSAP over IP, D301401X012",
  family: "ot",
  carriers: [{ layer: "udp", ports: [1234, 1235] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader) {
    const messages = reader.peek(2) | (reader.peek(3) << 8);
    return reader.peek16(0) === MARK && messages >= 0 && messages <= MAX_MESSAGES && reader.remaining >= 8
      ? "maybe"
      : "no";
  },
  read: (reader) => (reader.remaining >= 8 ? true : null),
  observe() {
    // Nothing beyond the service itself, which the engine records.
  },
});
