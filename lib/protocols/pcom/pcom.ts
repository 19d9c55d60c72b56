import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";

/** Unitronics PCOM over TCP: transaction, mode, reserved, length; then an ASCII or a binary command. */
const HEADER_BYTES = 6;
const MODE = { ascii: 101, binary: 102 } as const;
const MAX_LENGTH = 2_048;
/** Commands of the ASCII protocol: CC run, stop and reset; the rest by its first letter. */
const CONTROL = ["CCR", "CCS", "CCE", "CCI"];
const ANSWER_ID = "ID";

interface PcomMessage {
  readonly isRequest: boolean;
  readonly operation: Operation | null;
  readonly identity: string | null;
}

function operationOf(command: string): Operation | null {
  if (CONTROL.some((it) => command.startsWith(it))) return "control";
  if (command.startsWith("ID") || command.startsWith("UG") || command.startsWith("RC")) return "diagnose";
  if (command.startsWith("S")) return "write";
  return command.startsWith("R") || command.startsWith("G") ? "read" : null;
}

export const pcom = defineDecoder<PcomMessage>({
  name: "pcom",
  title: "PCOM",
  standard: "Unitronics PCOM protocol over TCP",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [20_256] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader) {
    const length = reader.peek(4) | (reader.peek(5) << 8);
    if (reader.peek(3) !== 0 || reader.remaining !== HEADER_BYTES + length) return "no";
    if (reader.peek(2) === MODE.ascii) return reader.startsWith("/", HEADER_BYTES) ? "certain" : "no";
    return reader.peek(2) === MODE.binary && reader.startsWith("/_OPLC", HEADER_BYTES) ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek(4) | (reader.peek(5) << 8);
    const isHead = reader.peek(2) === MODE.ascii || reader.peek(2) === MODE.binary;
    return isHead && length <= MAX_LENGTH ? HEADER_BYTES + length : -1;
  },
  read(reader) {
    const mode = reader.skip(2).u8();
    const body = reader.skip(1).nested(reader.u16le());
    if (mode !== MODE.ascii) return null;
    const text = body.latin1(body.remaining).replace(/\r+$/, "");
    // "/A" and the unit begin an answer, "/" and the unit a command.
    if (!text.startsWith("/A")) return { isRequest: true, operation: operationOf(text.slice(3)), identity: null };
    const answer = text.slice(4);
    const isIdentity = answer.startsWith(ANSWER_ID) && /^[\x20-\x7e]{10,}$/.test(answer);
    return { isRequest: false, operation: null, identity: isIdentity ? answer.slice(2, -2) : null };
  },
  observe({ isRequest, operation, identity }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (operation) observer.operation(operation);
    if (!identity) return;
    observer.identity("description", `PCOM identity ${identity.trim()}`);
    observer.identity("vendor", "Unitronics", { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
