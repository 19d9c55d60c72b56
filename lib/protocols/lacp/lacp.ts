import { defineDecoder } from "../define-decoder";

/** IEEE 802.3 annex 57A: protocols that send at most ten frames a second share the EtherType. */
const SLOW_PROTOCOLS = 0x8809;
const SUBTYPE = { lacp: 1, marker: 2 } as const;

/** Link aggregation: the ports of one switch, or the cards of one server, name the system that they belong to. */
export const lacp = defineDecoder<{ readonly system: string | null }>({
  name: "lacp",
  title: "LACP",
  standard: "IEEE 802.1AX-2020 clause 6.4",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [SLOW_PROTOCOLS] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader) {
    const [subtype, version] = [reader.peek(0), reader.peek(1)];
    const isHead = reader.peek(2) === 1 && (reader.peek(3) === 20 || reader.peek(3) === 16);
    return (subtype === SUBTYPE.lacp || subtype === SUBTYPE.marker) && version >= 1 && version <= 2 && isHead
      ? "certain"
      : "no";
  },
  read(reader) {
    // Actor information: its type and length, the priority, then the system's own MAC, which is not the port's.
    return { system: reader.u8() === SUBTYPE.lacp ? reader.skip(5).mac() : null };
  },
  observe({ system }, observer) {
    if (system) observer.identity("description", `link aggregation system ${system}`);
  },
});
