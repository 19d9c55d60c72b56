import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";

/** SAIA 26/739 (S-Bus): in UDP, length, version, type, sequence and attribute stand before the telegram. */
const HEADER_BYTES = 9;
const VERSION = 1;
const ATTRIBUTE = { request: 0, response: 1, acknowledge: 2 } as const;
const CHECKSUM_BYTES = 2;

interface SbusTelegram {
  readonly isRequest: boolean;
  readonly station: number | null;
  readonly operation: Operation | null;
}

/** Commands of the telegram: media are read and written by low codes, status and versions by the next ones. */
function operationOf(command: number): Operation | null {
  if (command <= 0x07) return "read";
  if (command >= 0x0a && command <= 0x0f) return "write";
  return command >= 0x14 && command <= 0x22 ? "diagnose" : null;
}

export const sbus = defineDecoder<SbusTelegram>({
  name: "sbus",
  title: "SAIA S-Bus",
  standard: "SAIA-Burgess 26/739, S-Bus; Ether-S-Bus",
  family: "ot",
  carriers: [{ layer: "udp", ports: [5050] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader) {
    const length = reader.peek16(0) * 65_536 + reader.peek16(2);
    const isWhole = length === reader.remaining && length >= HEADER_BYTES + CHECKSUM_BYTES;
    const isHead = reader.peek(4) === VERSION && reader.peek(5) <= 1 && reader.peek(8) <= ATTRIBUTE.acknowledge;
    return isWhole && isHead ? "certain" : "no";
  },
  read(reader) {
    const attribute = reader.skip(8).u8();
    if (attribute !== ATTRIBUTE.request) return { isRequest: false, station: null, operation: null };
    const station = reader.u8();
    return { isRequest: true, station, operation: operationOf(reader.u8()) };
  },
  observe({ isRequest, station, operation }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (operation) observer.operation(operation);
    if (station !== null) observer.identity("instance", `station ${station}`, { about: "receiver", inferred: true });
  },
});
