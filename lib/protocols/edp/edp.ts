import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** Extreme Discovery Protocol as its makers' switches send it: a header of 16 bytes, then marked elements. */
const MARKER = 0x99;
const HEADER_BYTES = 16;
const ELEMENT = { end: 0, display: 1, info: 2 } as const;
/** Slot, port, virtual chassis and reserved bytes stand before the version. */
const VERSION_AT = 12;

interface EdpFrame {
  readonly name: string | null;
  readonly version: string | null;
}

export const edp = defineDecoder<EdpFrame>({
  name: "edp",
  title: "EDP",
  standard: "Extreme Discovery Protocol, version 1",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00e02b00bb] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    return context.layer === "snap" && reader.peek(0) === 1 && reader.peek(HEADER_BYTES) === MARKER ? "certain" : "no";
  },
  read(reader) {
    reader.skip(HEADER_BYTES);
    let name: string | null = null;
    let version: string | null = null;
    while (reader.remaining >= 4 && reader.u8() === MARKER) {
      const type = reader.u8();
      const length = reader.u16();
      if (length < 4) reader.reject("an element is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === ELEMENT.end) break;
      if (type === ELEMENT.display) name = readFixedText(value, value.length);
      if (type === ELEMENT.info) {
        value.skip(VERSION_AT);
        version = [value.u8(), value.u8(), value.u8(), value.u8()].join(".");
      }
    }
    return { name, version };
  },
  observe({ name, version }, observer) {
    if (name) observer.identity("name", name);
    if (version) observer.identity("firmware", version);
    observer.identity("vendor", "Extreme Networks", { inferred: true });
    observer.identity("role", "switch", { inferred: true });
  },
});
