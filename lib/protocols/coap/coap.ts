import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const PORT = 5683;

/** RFC 7252 §3: a request has code class 0, a response 2, 4 or 5. */
export const coap = defineDecoder<{ readonly isRequest: boolean }>({
  name: "coap",
  title: "CoAP",
  standard: "RFC 7252",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "cleartext",
  messagesPerFlow: 2,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader) {
    const first = reader.peek(0);
    const codeClass = reader.peek(1) >> 5;
    if (first >> 6 !== 1 || (first & 15) > 8 || reader.remaining < 4 + (first & 15)) return "no";
    return codeClass === 0 || codeClass === 2 || codeClass === 4 || codeClass === 5 ? "maybe" : "no";
  },
  read(reader) {
    const code = reader.skip(1).u8();
    return code === 0 ? null : { isRequest: code >> 5 === 0 };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
  },
});
