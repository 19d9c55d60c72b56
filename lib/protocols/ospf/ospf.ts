import { defineDecoder } from "../define-decoder";
import { bindOwnHello } from "../framing/own-hello";

const IP_PROTOCOL = 89;
const LAST_TYPE = 5;

/** Both versions begin alike (RFC 2328 §A.3.1, RFC 5340 §A.3.1); only routers speak it. */
export const ospf = defineDecoder<{ readonly routerId: string }>({
  name: "ospf",
  title: "OSPF",
  standard: "RFC 2328, RFC 5340",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "mixed",
  messagesPerFlow: 2,
  probe(reader, context) {
    const [version, type, length] = [reader.peek(0), reader.peek(1), reader.peek16(2)];
    const isHeader = (version === 2 || version === 3) && type >= 1 && type <= LAST_TYPE && length >= 16;
    return context.layer === "ip" && isHeader ? "certain" : "no";
  },
  read: (reader) => ({ routerId: reader.skip(4).ipv4() }),
  observe({ routerId }, observer, context) {
    bindOwnHello(observer, context);
    observer.identity("role", "router");
    observer.identity("description", `OSPF router id ${routerId}`);
  },
});
