import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match } from "../define-decoder";

/** A frame: length of what follows, register, kind of value, value; numbers big-endian. */
const LENGTH_BYTES = 2;
const HEADER_BYTES = 6;
const QUESTION_LENGTH = 4;
const MAX_LENGTH = 4_096;
const MODEL = 0x012a;
const MANUFACTURER = 0x012b;
/** The registers that name the panel, with the kinds that their questions and answers carry. */
const KINDS: ReadonlyMap<number, number> = new Map([
  [MODEL, 0x1a00],
  [MANUFACTURER, 0x1b00],
]);
const PRINTABLE = /^[\x21-\x7e][\x20-\x7e]*$/;
const MAX_TEXT_BYTES = 64;

interface CrimsonMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly register: number;
  readonly text: string | null;
}

/** A text up to its NUL; null when it is none. */
function readText(reader: ByteReader): string | null {
  if (reader.remaining === 0 || reader.remaining > MAX_TEXT_BYTES) return null;
  const nul = reader.indexOf(0);
  const text = reader.latin1(nul < 0 ? reader.remaining : nul).trim();
  return PRINTABLE.test(text) ? text : null;
}

const isNaming = (reader: ByteReader) => KINDS.get(reader.peek16(2)) === reader.peek16(4);

export const crimson = defineDecoder<CrimsonMessage>({
  name: "crimson",
  title: "Crimson v3",
  standard: "Red Lion Crimson v3 programming protocol (unpublished), as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [789] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [[0x00, 0x10]], fewestBytes: 6 } },
  probe(reader): Match {
    const length = reader.peek16(0);
    if (length < QUESTION_LENGTH || length > MAX_LENGTH || reader.remaining < HEADER_BYTES) return "no";
    if (reader.remaining < LENGTH_BYTES + length) return "no";
    if (!isNaming(reader)) return "maybe";
    if (length === QUESTION_LENGTH) return reader.remaining === HEADER_BYTES ? "certain" : "maybe";
    const first = reader.peek(HEADER_BYTES);
    return first > 0x20 && first < 0x7f ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < LENGTH_BYTES) return 0;
    const length = reader.peek16(0);
    return length >= LENGTH_BYTES && length <= MAX_LENGTH ? LENGTH_BYTES + length : -1;
  },
  read(reader, context) {
    const body = reader.nested(reader.u16());
    const register = body.u16();
    const other = { side: null, operation: null, register, text: null } as const;
    if (body.remaining < 2 || KINDS.get(register) !== body.u16()) return other;
    if (body.remaining === 0) return { ...other, side: "request", operation: "diagnose" };
    return { ...other, side: "response", text: context.isCut ? null : readText(body) };
  },
  observe({ side, operation, register, text }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (!text) return;
    observer.identity(register === MODEL ? "model" : "vendor", text);
    if (register === MODEL) observer.identity("role", "hmi", { inferred: true });
  },
});
