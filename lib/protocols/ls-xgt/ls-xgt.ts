import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** LS Electric, XGT FEnet I/F module user's manual, chapter on the dedicated protocol: the application header. */
const COMPANIES = ["LSIS-XGT", "LGIS-GLOFA"] as const;
const HEADER_BYTES = 20;
const LENGTH_AT = 16;
const SOURCE_AT = 13;
const FROM_CLIENT = 0x33;
const FROM_SERVER = 0x11;
const MAX_BODY_BYTES = 4_096;

/** Each odd code answers the even one before it. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x54, "read"],
  [0x58, "write"],
  [0xb0, "diagnose"],
]);
/** "CPU info" of the header. */
const SERIES: ReadonlyMap<number, string> = new Map([
  [0xa0, "XGK"],
  [0xa4, "XGI"],
  [0xa8, "XGR"],
  [0xb0, "XGB"],
  [0xb4, "XGB"],
]);

interface XgtMessage {
  readonly isAnswer: boolean;
  readonly operation: Operation | null;
  readonly series: string | null;
}

const isHeader = (reader: ByteReader) => COMPANIES.some((company) => reader.startsWith(company));

function frameOf(reader: ByteReader): number {
  if (reader.remaining < HEADER_BYTES) return reader.peek(0) === 0x4c ? 0 : -1;
  const length = reader.peek(LENGTH_AT) | (reader.peek(LENGTH_AT + 1) << 8);
  return isHeader(reader) && length >= 2 && length <= MAX_BODY_BYTES ? HEADER_BYTES + length : -1;
}

/** Controllers of LS Electric (LSIS, LG): their series, and who reads and writes them. */
export const lsXgt = defineDecoder<XgtMessage>({
  name: "ls-xgt",
  title: "LS Electric XGT",
  standard: "LS Electric XGT FEnet I/F module, XGT dedicated protocol",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [2004] },
    { layer: "udp", ports: [2005] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: {
    tcp: { firstBytes: [0x4c], fewestBytes: HEADER_BYTES },
    udp: { firstBytes: [0x4c], fewestBytes: HEADER_BYTES },
  },
  probe(reader) {
    const source = reader.peek(SOURCE_AT);
    return frameOf(reader) > HEADER_BYTES && (source === FROM_CLIENT || source === FROM_SERVER) ? "certain" : "no";
  },
  frame: frameOf,
  read(reader) {
    const series = SERIES.get(reader.seek(12).u8()) ?? null;
    const isAnswer = reader.u8() === FROM_SERVER;
    const command = reader.seek(HEADER_BYTES).u16le();
    return { isAnswer, operation: isAnswer ? null : (OPERATIONS.get(command) ?? null), series };
  },
  observe({ isAnswer, operation, series }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    if (operation) observer.operation(operation);
    if (!isAnswer) return;
    observer.identity("vendor", "LS Electric", { inferred: true });
    if (series) observer.identity("model", series, { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
