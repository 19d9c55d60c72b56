import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";

/** Lantronix device servers' query port: a code asks, the next one answers with the set-up and the MAC at its end. */
const CODE = { query: 0xf6, answer: 0xf7 } as const;
const ANSWER_BYTES = 30;
const MAC_AT = 24;

interface LantronixMessage {
  readonly mac: string | null;
}

/** Serial device servers of many makers have such a module inside. */
export const lantronix = defineDecoder<LantronixMessage>({
  name: "lantronix",
  title: "Lantronix discovery",
  standard: "Lantronix Device Server discovery on UDP 30718",
  family: "iot",
  carriers: [{ layer: "udp", ports: [30_718] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  probe(reader) {
    if (reader.peek16(0) !== 0 || reader.peek(2) !== 0) return "no";
    if (reader.peek(3) === CODE.query && reader.remaining === 4) return "maybe";
    return reader.peek(3) === CODE.answer && reader.remaining === ANSWER_BYTES ? "maybe" : "no";
  },
  read(reader) {
    const code = reader.skip(3).u8();
    return { mac: code === CODE.answer && reader.length >= ANSWER_BYTES ? reader.seek(MAC_AT).mac() : null };
  },
  observe({ mac }, observer, context) {
    observer.direction(mac ? "response" : "request");
    if (!mac) return;
    observer.identity("vendor", "Lantronix", { inferred: true });
    observer.identity("role", "device server", { inferred: true });
    if (context.senderIp && isHostAddress(context.senderIp)) observer.binding(context.senderIp, mac, "stated");
  },
});
