import { defineDecoder } from "../define-decoder";
import { expectBer, readBer } from "../framing/ber";

/** IEC 61850-9-2 clause 8.5: application tag 0, sequence of ASDUs, and the sampled value id in each. */
const PDU = 0x60;
const TAG = { asdus: 0xa2, asdu: 0x30, id: 0x80 } as const;
const HEADER_BYTES = 8;
const MAX_FIELDS = 8;

export const sv = defineDecoder<{ readonly id: string }>({
  name: "sv",
  title: "Sampled Values",
  standard: "IEC 61850-9-2 Edition 2",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x88ba] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe(reader, context) {
    const isFrame = context.layer === "ethernet" && reader.peek(HEADER_BYTES) === PDU;
    return isFrame && reader.peek16(2) >= HEADER_BYTES && reader.peek16(2) <= reader.remaining ? "certain" : "no";
  },
  read(reader) {
    const pdu = expectBer(reader.skip(HEADER_BYTES), PDU);
    for (let i = 0; i < MAX_FIELDS && pdu.remaining > 0; i += 1) {
      const field = readBer(pdu);
      if (field.tag !== TAG.asdus) continue;
      const first = readBer(expectBer(field.value, TAG.asdu));
      return first.tag === TAG.id ? { id: first.value.utf8(first.value.length) } : null;
    }
    return null;
  },
  observe({ id }, observer) {
    observer.identity("description", `publishes sampled values ${id}`, { protocol: "sv id" });
    observer.identity("role", "merging unit", { inferred: true });
  },
});
