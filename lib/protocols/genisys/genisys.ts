import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** Union Switch & Signal's GENISYS: a header byte, station, data and CRC with 0xF0 as escape, 0xF6 at the end. */
const END = 0xf6;
const ESCAPE = 0xf0;
const FROM_STATION: readonly number[] = [0xf1, 0xf2, 0xf3];
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0xf9, "control"],
  [0xfb, "read"],
  [0xfc, "control"],
  [0xfd, "read"],
  [0xfe, "control"],
]);
/** Acknowledgement of a station that has nothing to say: the only message without a CRC. */
const ACKNOWLEDGE = 0xf1;
const MAX_BYTES = 600;

interface GenisysMessage {
  readonly header: number;
  readonly station: number;
}

const isHeader = (byte: number) => FROM_STATION.includes(byte) || OPERATIONS.has(byte) || byte === 0xfa;

/** CRC-16 with reflected polynomial 0xA001 and start 0xFFFF over the unescaped message, low byte first. */
function hasValidCrc(reader: ByteReader, length: number): boolean {
  const bytes: number[] = [];
  for (let at = 0; at < length - 1; at += 1) {
    const byte = reader.peek(at);
    if (byte !== ESCAPE || at === 0) bytes.push(byte);
    else {
      at += 1;
      bytes.push(ESCAPE + reader.peek(at));
    }
  }
  let crc = 0xffff;
  for (const byte of bytes.slice(0, -2)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return bytes.at(-2) === (crc & 255) && bytes.at(-1) === crc >>> 8;
}

export const genisys = defineDecoder<GenisysMessage>({
  name: "genisys",
  title: "GENISYS",
  standard: "Union Switch & Signal GENISYS, SM-6800 series manuals",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [10_001] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [[0xf1, 0xfe]], fewestBytes: 5 } },
  probe(reader) {
    if (!isHeader(reader.peek(0))) return "no";
    const end = reader.indexOf(END, Math.min(reader.remaining, MAX_BYTES));
    if (reader.peek(0) === ACKNOWLEDGE && end === 2) return "maybe";
    return end >= 4 && hasValidCrc(reader, end + 1) ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining > 0 && !isHeader(reader.peek(0))) return -1;
    const end = reader.indexOf(END, Math.min(reader.remaining, MAX_BYTES));
    if (end >= 0) return end + 1;
    return reader.remaining > MAX_BYTES ? -1 : 0;
  },
  read: (reader) => ({ header: reader.u8(), station: reader.u8() }),
  observe({ header, station }, observer) {
    const isFromStation = FROM_STATION.includes(header);
    observer.direction(isFromStation ? "response" : "request");
    const operation = OPERATIONS.get(header);
    if (operation) observer.operation(operation);
    if (isFromStation) observer.identity("instance", String(station), { protocol: "genisys station" });
  },
});
