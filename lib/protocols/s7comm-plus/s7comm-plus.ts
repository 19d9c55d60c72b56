import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { cotpDataStart, isS7PlusTsap, peekCalledTsap, readCotp, tpktFrame } from "../framing/cotp";

const PROTOCOL_ID = 0x72;
const OPCODE = { request: 0x31, response: 0x32, notification: 0x33 } as const;
/** Protocol version 3 puts a digest of 32 bytes before the data. */
const DIGEST_BYTES = 32;

/** Function codes as in public research; Siemens publishes no specification. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x04bb, "read"],
  [0x04f2, "write"],
  [0x0524, "read"],
  [0x0542, "write"],
  [0x054c, "read"],
  [0x056b, "control"],
  [0x0586, "read"],
]);

/** What a request does, by its function code; null for functions of the session. */
export const s7PlusOperation = (code: number): Operation | null => OPERATIONS.get(code) ?? null;

/** "1;6ES7 211-1BE31-0XB0 ;V3.0": the session's server says which controller it is. */
const IDENTITY = /\d;(6[A-Z0-9]{2}\d ?[A-Z0-9]{3}-[A-Z0-9]{5}-[A-Z0-9]{4}) *;(V\d+(?:\.\d+)+)/;
const MAX_SEARCH_BYTES = 16_384;

interface S7PlusMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly identity: { readonly orderNumber: string; readonly firmware: string } | null;
}

function readIdentity(payload: ByteReader): S7PlusMessage["identity"] {
  const match = IDENTITY.exec(payload.latin1(Math.min(payload.remaining, MAX_SEARCH_BYTES)));
  return match ? { orderNumber: match[1] as string, firmware: match[2] as string } : null;
}

export const s7commPlus = defineDecoder<S7PlusMessage>({
  name: "s7comm-plus",
  title: "S7comm Plus",
  standard: "Siemens S7comm Plus over RFC 1006, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [102] }],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x03], fewestBytes: 9 } },
  probe(reader) {
    const start = cotpDataStart(reader);
    if (start >= 0) {
      const version = reader.peek(start + 1);
      return reader.peek(start) === PROTOCOL_ID && version >= 1 && version <= 4 ? "certain" : "no";
    }
    return isS7PlusTsap(peekCalledTsap(reader) ?? "") ? "certain" : "no";
  },
  frame: tpktFrame,
  read(reader, context) {
    const { kind, payload } = readCotp(reader);
    if (kind === "connect") return { side: "request", operation: null, identity: null };
    if (kind !== "data" || payload.peek() !== PROTOCOL_ID) return null;
    payload.skip(4);
    if (payload.peek() === DIGEST_BYTES) payload.skip(1 + DIGEST_BYTES);
    const opcode = payload.peek();
    if (opcode === OPCODE.request) {
      const code = payload.skip(3).u16();
      return { side: "request", operation: s7PlusOperation(code), identity: null };
    }
    if (opcode !== OPCODE.response && opcode !== OPCODE.notification) return null;
    return { side: "response", operation: null, identity: context.fromInitiator ? null : readIdentity(payload) };
  },
  observe({ side, operation, identity }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (!identity) return;
    observer.identity("orderNumber", identity.orderNumber);
    observer.identity("firmware", identity.firmware);
    observer.identity("vendor", "Siemens", { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
