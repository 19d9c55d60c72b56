import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { bindOwnHello } from "../framing/own-hello";

/** RFC 2453 §3.6 and RFC 2080 §2.1: routes are answered from the protocol's own port. */
const PORTS = [520, 521];
const COMMAND = { request: 1, response: 2 } as const;
const ENTRY_BYTES = 20;

export const rip = defineDecoder<{ readonly isResponse: boolean }>({
  name: "rip",
  title: "RIP",
  standard: "RFC 2453, RFC 2080",
  family: "network",
  carriers: [{ layer: "udp", ports: PORTS }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (!PORTS.includes(context.senderPort ?? 0) && !PORTS.includes(context.receiverPort ?? 0)) return "no";
    const [command, version] = [reader.peek(0), reader.peek(1)];
    const isHeader = (command === COMMAND.request || command === COMMAND.response) && (version === 1 || version === 2);
    const hasEntries = reader.length > 4 && (reader.length - 4) % ENTRY_BYTES === 0;
    return isHeader && reader.peek16(2) === 0 && hasEntries ? "certain" : "no";
  },
  read: (reader) => ({ isResponse: reader.u8() === COMMAND.response }),
  observe({ isResponse }, observer, context) {
    // Hosts listen, and a few ask; who tells routes has them.
    if (!isResponse || !PORTS.includes(context.senderPort ?? 0)) return;
    bindOwnHello(observer, context);
    observer.identity("role", "router");
  },
});
