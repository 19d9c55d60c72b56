import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { crc16Arc } from "../framing/crc16";

/** Emerson D301180X012 (ROC Plus Protocol): destination and source unit and group, opcode, length, data, CRC. */
const HEADER_BYTES = 6;
const CRC_BYTES = 2;
const LOGIN = 17;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0, "diagnose"],
  [6, "diagnose"],
  [7, "read"],
  [8, "write"],
  [10, "read"],
  [11, "write"],
  [50, "read"],
  [100, "program"],
  [105, "read"],
  [108, "read"],
  [118, "read"],
  [119, "read"],
  [132, "control"],
  [135, "read"],
  [136, "read"],
  [137, "read"],
  [138, "read"],
  [139, "read"],
  [166, "write"],
  [167, "read"],
  [180, "read"],
  [181, "write"],
  [203, "program"],
]);

interface RocMessage {
  readonly opcode: number;
  readonly source: string;
}

/** CRC-16/ARC over everything before it, low byte first. */
function hasValidCrc(reader: ByteReader, length: number): boolean {
  const crc = crc16Arc(reader, length - CRC_BYTES);
  return reader.peek(length - 2) === (crc & 255) && reader.peek(length - 1) === crc >>> 8;
}

export const rocPlus = defineDecoder<RocMessage>({
  name: "roc-plus",
  title: "ROC Plus",
  standard: "Emerson D301180X012, ROC Plus protocol",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [4000] }],
  security: "cleartext",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { fewestBytes: 8 } },
  probe(reader) {
    const length = HEADER_BYTES + reader.peek(5) + CRC_BYTES;
    const isKnown = OPERATIONS.has(reader.peek(4)) || reader.peek(4) === LOGIN;
    return isKnown && reader.remaining === length && hasValidCrc(reader, length) ? "certain" : "no";
  },
  frame: (reader) => (reader.peek(5) < 0 ? 0 : HEADER_BYTES + reader.peek(5) + CRC_BYTES),
  read(reader) {
    const [unit, group] = [reader.skip(2).u8(), reader.u8()];
    return { source: `${group}/${unit}`, opcode: reader.u8() };
  },
  observe({ opcode, source }, observer, context) {
    if (!context.fromInitiator) {
      observer.identity("instance", source, { protocol: "roc-plus group/unit" });
      return;
    }
    const operation = OPERATIONS.get(opcode);
    if (operation) observer.operation(operation);
    if (opcode === LOGIN) observer.service({ flag: "cleartext-login" });
  },
});
