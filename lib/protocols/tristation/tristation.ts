import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match } from "../define-decoder";
import { crc16Arc } from "../framing/crc16";
import { triStationOperation } from "./commands";

/** A message: type, channel, length of the data, the data, CRC-16/ARC over all before it; numbers little-endian. */
const HEADER_BYTES = 4;
const CRC_BYTES = 2;
const MAX_TYPE = 11;
const MAX_DATA_BYTES = 1_400;
const TYPE = { connectRequest: 1, connectResponse: 2, disconnect: 4, command: 5, ping: 6 } as const;
/** Types that only a controller sends: answers to connections, refusals. */
const FROM_CONTROLLER: readonly number[] = [TYPE.connectResponse, 3, 7, 8, 9, 10, 11];
/** Within a command: direction and connection, then the code. */
const COMMAND_BYTES = 10;
/** Codes from here on are a controller's answers. */
const FIRST_ANSWER = 100;

interface TriStationMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
}

const peekLength = (reader: ByteReader) => reader.peek(2) | (reader.peek(3) << 8);

export const tristation = defineDecoder<TriStationMessage>({
  name: "tristation",
  title: "TriStation",
  standard: "Triconex TriStation protocol (unpublished), as described by public research on its misuse",
  family: "ot",
  carriers: [{ layer: "udp", ports: [1502] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [[0x01, 0x0b]], fewestBytes: 6 } },
  probe(reader): Match {
    const type = reader.peek(0);
    const length = peekLength(reader);
    if (type < 1 || type > MAX_TYPE || length > MAX_DATA_BYTES) return "no";
    const crcAt = HEADER_BYTES + length;
    if (reader.remaining !== crcAt + CRC_BYTES) return "no";
    if (type === TYPE.command && length < COMMAND_BYTES) return "no";
    const crc = crc16Arc(reader, crcAt);
    return reader.peek(crcAt) === (crc & 255) && reader.peek(crcAt + 1) === crc >>> 8 ? "certain" : "no";
  },
  read(reader) {
    const type = reader.u8();
    const body = reader.skip(1).nested(reader.u16le());
    if (type === TYPE.connectRequest || type === TYPE.disconnect) return { side: "request", operation: null };
    if (FROM_CONTROLLER.includes(type)) return { side: "response", operation: null };
    // A ping is answered by the same bytes.
    if (type !== TYPE.command) return { side: null, operation: null };
    const code = body.skip(2).u8();
    if (code >= FIRST_ANSWER) return { side: "response", operation: null };
    return { side: "request", operation: triStationOperation(code) };
  },
  observe({ side, operation }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (side !== "response") return;
    // Nothing but a Triconex answers it.
    observer.identity("vendor", "Triconex", { inferred: true });
    observer.identity("role", "safety controller", { inferred: true });
  },
});
