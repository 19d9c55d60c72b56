import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";

/** Hellos to neighbours of the segment, and to those of the flat network. */
const SEGMENT_HELLO = 0x00008101a1;
const FLAT_NETWORK_HELLO = 0x00008101a2;
/** Address, segment, chassis, backplane, state and number of links. */
const HELLO_BYTES = 11;
const STATE_AT = 9;
/** The topology changed, it is as it was, it is new. */
const STATES = [1, 2, 3];

/** SynOptics' topology hellos, as switches of Bay Networks, Nortel and Avaya send them: the sender's own address. */
export const sonmp = defineDecoder<{ readonly ip: string }>({
  name: "sonmp",
  title: "SONMP",
  standard: "SynOptics Network Management Protocol (Nortel Discovery Protocol), hellos as named by Wireshark",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [SEGMENT_HELLO, FLAT_NETWORK_HELLO] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe(reader, context) {
    const isHello = context.layer === "snap" && reader.remaining >= HELLO_BYTES;
    return isHello && STATES.includes(reader.peek(STATE_AT)) ? "certain" : "no";
  },
  read: (reader) => ({ ip: reader.ipv4() }),
  observe({ ip }, observer, { senderMac }) {
    // Programs for hosts speak it as well.
    observer.identity("role", "switch", { inferred: true });
    if (senderMac && isHostAddress(ip)) observer.binding(ip, senderMac, "stated");
  },
});
