import { defineDecoder } from "../define-decoder";

const ETHER_TYPE = 0x88fb;
/** IEC 62439-3 tables 2, 3 and 9: kinds of what a supervision frame tells. */
const TLV = { discards: 20, accepts: 21, hsr: 23, redBox: 30 } as const;
const KINDS: ReadonlyMap<number, string> = new Map([
  [TLV.discards, "PRP node"],
  [TLV.accepts, "PRP node that takes duplicates"],
  [TLV.hsr, "HSR node"],
]);
const HEADER_BYTES = 4;
const MAC_BYTES = 6;
/** Path in the upper four bits, then 0 or 1. */
const MAX_VERSION = 1;

interface SupervisionFrame {
  readonly kind: string;
  readonly node: string;
  readonly redBox: string | null;
}

/** Devices with two links, each of which carries every frame; and the boxes by which others take part. */
export const hsrPrp = defineDecoder<SupervisionFrame>({
  name: "hsr-prp",
  title: "PRP and HSR supervision",
  standard: "IEC 62439-3:2016",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe(reader) {
    const isKnown = KINDS.has(reader.peek(HEADER_BYTES)) && reader.peek(HEADER_BYTES + 1) >= MAC_BYTES;
    return (reader.peek16(0) & 0xfff) <= MAX_VERSION && isKnown ? "certain" : "no";
  },
  read(reader) {
    const kind = KINDS.get(reader.skip(HEADER_BYTES).u8()) ?? "";
    const node = reader.nested(reader.u8()).mac();
    // The node's own frame ends with type 0.
    const hasRedBox = reader.u8() === TLV.redBox;
    return { kind, node, redBox: hasRedBox ? reader.nested(reader.u8()).mac() : null };
  },
  observe({ kind, node, redBox }, observer) {
    // A box sends in the name of what stands behind it, which knows nothing of the second link.
    if (redBox === null || redBox === node) observer.identity("description", kind, { about: { mac: node } });
    if (redBox !== null) observer.identity("role", "redundancy-box", { about: { mac: redBox } });
  },
});
