import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";

/** Service Request Transport Protocol: a mailbox of 56 bytes, then text. Not published; as in public research. */
const MAILBOX_BYTES = 56;
const KIND = { connect: 0x00, connectAck: 0x01, request: 0x02, response: 0x03 } as const;
const SHORT_MESSAGE = 0xc0;
const MESSAGE_KINDS: readonly number[] = [0x80, SHORT_MESSAGE, 0x94, 0xd1, 0xd4];
const TYPE_AT = 31;
/** Answers by type: done, done with text, refused. Each ends in the status word of a Series 90 CPU. */
const ANSWERS: readonly number[] = [0xd4, 0x94, 0xd1];
const SERVICE_AT = 42;
const LONG_SERVICE_AT = 50;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x00, "diagnose"],
  [0x03, "diagnose"],
  [0x04, "read"],
  [0x05, "read"],
  [0x06, "read"],
  [0x07, "write"],
  [0x08, "write"],
  [0x09, "program"],
  [0x21, "control"],
  [0x22, "write"],
  [0x23, "control"],
  [0x24, "write"],
  [0x25, "read"],
  [0x38, "diagnose"],
  [0x39, "control"],
  [0x3f, "program"],
  [0x40, "program"],
  [0x43, "diagnose"],
  [0x44, "control"],
]);

interface SrtpMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  /** It bears the status of a controller. */
  readonly isOfController: boolean;
}

export const geSrtp = defineDecoder<SrtpMessage>({
  name: "ge-srtp",
  title: "GE SRTP",
  standard: "GE Fanuc Service Request Transport Protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [18_245, 18_246] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x02, 0x03], fewestBytes: 56 } },
  probe(reader) {
    const kind = reader.peek(0);
    if (reader.remaining < MAILBOX_BYTES || kind > KIND.response || reader.peek(1) !== 0) return "no";
    const length = reader.peek(4) | (reader.peek(5) << 8);
    if (reader.remaining !== MAILBOX_BYTES + length) return "no";
    if (kind === KIND.request || kind === KIND.response)
      return MESSAGE_KINDS.includes(reader.peek(TYPE_AT)) ? "certain" : "no";
    for (let at = 1; at < MAILBOX_BYTES; at += 1) if (at !== 8 && reader.peek(at) !== 0) return "no";
    return "maybe";
  },
  frame(reader) {
    if (reader.remaining < 6) return 0;
    const length = reader.peek(4) | (reader.peek(5) << 8);
    return reader.peek(0) <= KIND.response && reader.peek(1) === 0 && length <= 4_096 ? MAILBOX_BYTES + length : -1;
  },
  read(reader) {
    const kind = reader.peek(0);
    if (kind === KIND.response || kind === KIND.connectAck) {
      const isOfController = kind === KIND.response && ANSWERS.includes(reader.peek(TYPE_AT));
      return { side: "response", operation: null, isOfController };
    }
    const isShort = reader.skip(TYPE_AT).u8() === SHORT_MESSAGE;
    const service = reader.seek(isShort ? SERVICE_AT : LONG_SERVICE_AT).u8();
    const operation = kind === KIND.request ? (OPERATIONS.get(service) ?? null) : null;
    return { side: "request", operation, isOfController: false };
  },
  observe({ side, operation, isOfController }, observer) {
    observer.direction(side);
    if (isOfController) {
      observer.identity("vendor", "GE", { inferred: true });
      observer.identity("role", "plc", { inferred: true });
    }
    if (operation) observer.operation(operation);
  },
});
