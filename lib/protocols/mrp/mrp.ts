import { defineDecoder } from "../define-decoder";

const ETHER_TYPE = 0x88e3;
const VERSION = 1;
/** IEC 62439-2 table 23: kinds of blocks that begin a message. */
const TEST = 0x02;
const LAST_TYPE = 0x08;
const OPTION = 0x7f;
const IN_TEST = 0x06;

interface RingMessage {
  readonly type: number;
}

/** Rings of switches: the one that sends test frames round the ring manages it. */
export const mrp = defineDecoder<RingMessage>({
  name: "mrp",
  title: "Media Redundancy Protocol",
  standard: "IEC 62439-2",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe(reader) {
    const type = reader.peek(2);
    const isKnown = (type >= 1 && type <= LAST_TYPE) || type === OPTION;
    return reader.peek16(0) === VERSION && isKnown ? "certain" : "no";
  },
  read: (reader) => ({ type: reader.skip(2).u8() }),
  observe({ type }, observer) {
    if (type === TEST || type === IN_TEST) observer.identity("role", "ring-manager", { inferred: true });
  },
});
