import { ByteReader } from "../byte-reader";
import type { MessageContext } from "../define-decoder";

/** An answer of which some parts came. */
interface OpenAnswer {
  readonly service: number;
  readonly parts: Uint8Array[];
  byteCount: number;
}

/** Lists of all properties of a device with thousands of objects are longer; what names it stands at their start. */
const MAX_BYTES = 32_768;
const MAX_OPEN = 16;
const SEQUENCE_NUMBERS = 256;

/** One part of a ComplexACK (ASHRAE 135 clause 20.1.5): the header behind its first byte is read. */
export interface Segment {
  /** Who answers, and which of the questions. */
  readonly key: string;
  readonly sequence: number;
  readonly service: number;
  readonly isLast: boolean;
  readonly data: ByteReader;
}

/**
 * Joins the parts of an answer that come in order (clause 5.3): a part that is sent again, or that comes before one that
 * was lost, is passed over until the one that is awaited comes. The whole answer with its last part, else null.
 */
export function joinSegment(segment: Segment, context: MessageContext): ByteReader | null {
  if (context.state === null) context.state = new Map<string, OpenAnswer>();
  const open = context.state as Map<string, OpenAnswer>;
  const { key, sequence, service, isLast, data } = segment;
  let answer = open.get(key);
  if (sequence === 0) {
    if (open.size >= MAX_OPEN) open.clear();
    answer = { service, parts: [], byteCount: 0 };
    open.set(key, answer);
  }
  if (!answer || answer.service !== service || answer.parts.length % SEQUENCE_NUMBERS !== sequence) return null;
  answer.byteCount += data.remaining;
  if (answer.byteCount > MAX_BYTES) {
    open.delete(key);
    return null;
  }
  answer.parts.push(data.view(data.remaining).slice());
  if (!isLast) return null;
  open.delete(key);
  const whole = new Uint8Array(answer.byteCount);
  let at = 0;
  for (const part of answer.parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new ByteReader(whole);
}
