import { defineDecoder } from "../define-decoder";

/** Automation Direct's host protocol: "HAP", a number, a checksum, a length. Not published; as public parsers read it. */
const MARK = "HAP";
const HEADER_BYTES = 9;

/** Koyo and DirectLOGIC controllers: that it is spoken. */
export const koyo = defineDecoder<true>({
  name: "koyo",
  title: "Koyo ECOM",
  standard: "Automation Direct HAP (Host Engineering), as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [28_784] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader) {
    const length = reader.peek(7) | (reader.peek(8) << 8);
    return reader.startsWith(MARK) && reader.remaining >= HEADER_BYTES + length ? "certain" : "no";
  },
  read: (reader) => (reader.remaining >= HEADER_BYTES ? true : null),
  observe() {
    // Nothing beyond the service itself, which the engine records.
  },
});
