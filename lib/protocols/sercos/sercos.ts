import { defineDecoder } from "../define-decoder";

/** IEC 61158-4-19 clause 5.3: channel, telegram and its number; then cycle switch and communication phase. */
const ANSWER_TELEGRAM = 0x40;
const RESERVED_BITS = 0x3c;
const MAX_PHASE = 4;

/** The master sends every telegram; slaves fill their slots in the answer telegrams as these pass. */
export const sercos = defineDecoder<{ readonly isAnswer: boolean }>({
  name: "sercos",
  title: "Sercos III",
  standard: "IEC 61158-4-19 (type 19)",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x88cd] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    const type = reader.peek(0);
    const isHead = type >= 0 && (type & RESERVED_BITS) === 0 && (reader.peek(1) & 0x0f) <= MAX_PHASE;
    return context.layer === "ethernet" && isHead && reader.remaining >= 6 ? "certain" : "no";
  },
  read: (reader) => ({ isAnswer: (reader.u8() & ANSWER_TELEGRAM) !== 0 }),
  observe(message, observer) {
    if (!message.isAnswer) observer.identity("role", "controller", { inferred: true });
  },
});
