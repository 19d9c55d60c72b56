import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";
import { type PmuStation, readStations } from "./configuration";

/** IEEE C37.118.2-2011 clause 6.2: frame types in bits 4 to 6 of the second octet. */
const TYPE = { data: 0, header: 1, configuration1: 2, configuration2: 3, command: 4, configuration3: 5 } as const;
const SYNC = 0xaa;
const HEADER_BYTES = 14;
const MIN_BYTES = 16;
const EXTENDED_COMMAND = 8;

interface SynchrophasorMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly stations: readonly PmuStation[];
}

/** CRC-CCITT with start value 0xFFFF over everything before it (annex B). */
function hasValidChecksum(peek: (at: number) => number, length: number): boolean {
  let crc = 0xffff;
  for (let i = 0; i < length - 2; i += 1) {
    crc ^= peek(i) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) !== 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return peek(length - 2) === crc >> 8 && peek(length - 1) === (crc & 255);
}

export const c37118 = defineDecoder<SynchrophasorMessage>({
  name: "c37118",
  title: "Synchrophasor",
  standard: "IEEE C37.118.2-2011",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [4712] },
    { layer: "udp", ports: [4712, 4713] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0xaa], fewestBytes: 16 }, udp: { firstBytes: [0xaa], fewestBytes: 16 } },
  probe(reader) {
    const second = reader.peek(1);
    const length = reader.peek16(2);
    const isHeader =
      reader.peek(0) === SYNC && second < 0x60 && (second & 15) >= 1 && (second & 15) <= 2 && length >= MIN_BYTES;
    if (!isHeader || length > reader.remaining) return isHeader ? "maybe" : "no";
    return hasValidChecksum((at) => reader.peek(at), length) ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining > 0 && reader.peek(0) !== SYNC) return -1;
    const length = reader.peek16(2);
    if (length < 0) return 0;
    return length >= MIN_BYTES ? length : -1;
  },
  read(reader) {
    const type = (reader.skip(1).u8() >> 4) & 7;
    const body = reader.nested(reader.u16() - 4);
    body.skip(HEADER_BYTES - 4);
    if (type === TYPE.command) {
      const command = body.u16();
      return { side: "request", operation: command === EXTENDED_COMMAND ? "control" : "read", stations: [] };
    }
    const isConfiguration = type === TYPE.configuration1 || type === TYPE.configuration2;
    return { side: "response", operation: null, stations: isConfiguration ? readStations(body) : [] };
  },
  observe({ side, operation, stations }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    // Several stations in one frame come from a data concentrator, which speaks for the PMUs behind it.
    const isConcentrator = stations.length > 1;
    for (const { name, idCode } of stations) {
      const options = isConcentrator ? { child: `pmu ${idCode}` } : {};
      if (name !== "") observer.identity("name", name, options);
      observer.identity("instance", String(idCode), options);
      observer.identity("role", "pmu", options);
    }
  },
});
