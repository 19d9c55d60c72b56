import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** GFK-2224 (TCP/IP Ethernet Communications), Ethernet Global Data: a header of 32 bytes before produced data. */
const HEADER_BYTES = 32;
const DATA_PDU = 0x0d;
const VERSION = 1;

interface EgdProduction {
  /** Usually, but not always, the address of the producing controller. */
  readonly producerId: string;
  readonly exchangeId: number;
}

export const egd = defineDecoder<EgdProduction>({
  name: "egd",
  title: "Ethernet Global Data",
  standard: "GE GFK-2224, Ethernet Global Data",
  family: "ot",
  carriers: [{ layer: "udp", ports: [18_246, 7937] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const isData = reader.peek(0) === DATA_PDU && reader.peek(1) === VERSION && reader.remaining >= HEADER_BYTES - 4;
    if (!isData) return "no";
    return context.receiverPort === 18_246 ? "certain" : "maybe";
  },
  read(reader) {
    const producerId = reader.skip(4).ipv4();
    return { producerId, exchangeId: reader.u32le() };
  },
  observe({ producerId, exchangeId }, observer) {
    observer.identity("instance", producerId, { protocol: "egd producer-id" });
    observer.identity("description", `produces exchange ${exchangeId}`, { protocol: "egd" });
  },
});
