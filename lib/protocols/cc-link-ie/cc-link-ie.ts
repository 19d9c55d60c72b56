import { defineDecoder } from "../define-decoder";

/** CC-Link IE Field Basic (CLPA BAP-C2007): SLMP's 3E frame with the cyclic command 0x0E70 on UDP. */
const SUBHEADER_REQUEST = 0x5000;
const SUBHEADER_RESPONSE = 0xd000;
const REQUEST_BYTES = 15;
const CYCLIC_COMMAND = 0x700e;

/** Cyclic data: that it is spoken, and who is the master. The ring variants are known by their EtherType alone. */
export const ccLinkIe = defineDecoder<{ readonly isRequest: boolean | null }>({
  name: "cc-link-ie",
  title: "CC-Link IE",
  standard: "CLPA BAP-C2007 (CC-Link IE Field Basic), IEC 61158 type 23",
  family: "ot",
  carriers: [
    { layer: "udp", ports: [61_450] },
    { layer: "ethernet", etherTypes: [0x890f] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    if (context.layer === "ethernet") return reader.remaining >= 4 ? "certain" : "no";
    const isThere = reader.peek16(0) === SUBHEADER_REQUEST && reader.peek16(4) === 0xff03;
    if (isThere) return reader.peek16(11) === CYCLIC_COMMAND && reader.remaining >= REQUEST_BYTES ? "certain" : "no";
    const length = reader.peek(7) | (reader.peek(8) << 8);
    const isAnswer = reader.peek16(0) === SUBHEADER_RESPONSE && reader.peek16(4) === 0xff03;
    return isAnswer && reader.remaining === 9 + length ? "maybe" : "no";
  },
  read(reader, context) {
    return { isRequest: context.layer === "udp" ? reader.u16() === SUBHEADER_REQUEST : null };
  },
  observe({ isRequest }, observer) {
    if (isRequest === null) return;
    observer.direction(isRequest ? "request" : "response");
    if (isRequest) observer.identity("role", "controller", { inferred: true });
  },
});
