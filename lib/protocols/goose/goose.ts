import { defineDecoder } from "../define-decoder";
import { readBer } from "../framing/ber";

/** IEC 61850-8-1 annex A: application tag 1, and the context tags of what names a publisher. */
const PDU = 0x61;
const TAG = { controlBlock: 0x80, gooseId: 0x83 } as const;
const HEADER_BYTES = 8;
const MAX_FIELDS = 16;

interface GoosePublication {
  /** "AA1C1Q05A1LD0/LLN0$GO$gcb_A" */
  readonly controlBlock: string | null;
  readonly gooseId: string | null;
}

export const goose = defineDecoder<GoosePublication>({
  name: "goose",
  title: "GOOSE",
  standard: "IEC 61850-8-1 Edition 2",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x88b8] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe(reader, context) {
    const isFrame = context.layer === "ethernet" && reader.peek(HEADER_BYTES) === PDU;
    return isFrame && reader.peek16(2) >= HEADER_BYTES && reader.peek16(2) <= reader.remaining ? "certain" : "no";
  },
  read(reader) {
    // APPID, length, two reserved words (clause C.1).
    const { tag, value } = readBer(reader.skip(HEADER_BYTES));
    if (tag !== PDU) return null;
    let controlBlock: string | null = null;
    let gooseId: string | null = null;
    for (let i = 0; i < MAX_FIELDS && value.remaining > 0 && gooseId === null; i += 1) {
      const field = readBer(value);
      if (field.tag === TAG.controlBlock) controlBlock = field.value.utf8(field.value.length);
      else if (field.tag === TAG.gooseId) gooseId = field.value.utf8(field.value.length);
    }
    return { controlBlock, gooseId };
  },
  observe({ controlBlock, gooseId }, observer) {
    if (gooseId) observer.identity("description", `publishes GOOSE ${gooseId}`, { protocol: "goose id" });
    observer.identity("role", "ied", { inferred: true });
    if (!controlBlock) return;
    observer.identity("description", `control block ${controlBlock}`, { protocol: "goose control-block" });
    // The logical device's name starts with the IED's, but nothing tells where that ends.
    const slash = controlBlock.indexOf("/");
    if (slash > 0)
      observer.identity("name", controlBlock.slice(0, slash), { inferred: true, protocol: "goose control-block" });
  },
});
