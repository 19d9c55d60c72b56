import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, type MessageContext, NEVER_CERTAIN } from "../define-decoder";
import type { BsapMessage } from "./bsap-message";
import { bsapOperation, FUNCTION } from "./functions";
import { isSerialFrame, readSerialFrame } from "./serial-frame";

const PORTS: readonly number[] = [1234, 1235];
/** The header's length, its count of messages, what it is; then sequence numbers. All little-endian. */
const HEADER_LENGTHS: readonly number[] = [0x0e, 0x16];
const MAX_MESSAGES = 32;
const KIND = { poll: 0x00, acknowledge: 0x01, response: 0x05, request: 0x06, request1: 0x84, request2: 0x86 } as const;
const KINDS: readonly number[] = Object.values(KIND);
const REQUESTS: readonly number[] = [KIND.request, KIND.request1, KIND.request2];
const MESSAGE_BYTES = 10;
const STATUS_BYTES = 1;

const isOnPort = ({ senderPort, receiverPort }: MessageContext) =>
  PORTS.includes(senderPort ?? 0) || PORTS.includes(receiverPort ?? 0);

function peek32le(reader: ByteReader, at: number): number {
  return reader.peek(at) | (reader.peek(at + 1) << 8) | (reader.peek(at + 2) << 16) | (reader.peek(at + 3) << 24);
}

/** A datagram of IP-BSAP: sizes and codes that fit one another. */
function isDatagram(reader: ByteReader): boolean {
  const length = reader.peek(0);
  if (!HEADER_LENGTHS.includes(length) || reader.peek(1) !== 0 || reader.remaining < length) return false;
  const count = reader.peek(2);
  const kind = reader.peek(4);
  if (count > MAX_MESSAGES || reader.peek(3) !== 0 || !KINDS.includes(kind) || reader.peek(5) !== 0) return false;
  if (count === 0) return reader.remaining === length;
  if (!REQUESTS.includes(kind) && kind !== KIND.response) return true;
  const size = peek32le(reader, length);
  return reader.remaining >= length + MESSAGE_BYTES && size > 0 && size <= reader.remaining;
}

function readDatagram(reader: ByteReader): BsapMessage {
  const headerLength = reader.u16le();
  const count = reader.u16le();
  const kind = reader.u16le();
  const side = kind === KIND.response ? "response" : REQUESTS.includes(kind) ? "request" : null;
  if (count === 0 || side !== "request") return { side, operation: null, address: null };
  // Length of the data, of this header, sequence number; then the function.
  const functionCode = reader.seek(headerLength + 9).u8();
  if (functionCode !== FUNCTION.remoteDatabase)
    return { side, operation: bsapOperation(functionCode, null), address: null };
  return { side, operation: bsapOperation(functionCode, reader.skip(STATUS_BYTES).u8()), address: null };
}

export const bsap = defineDecoder<BsapMessage>({
  name: "bsap",
  title: "BSAP",
  standard: "Emerson (Bristol) D301401X012, BSAP protocol; IP-BSAP as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [...PORTS] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context): Match {
    const fits = isSerialFrame(reader) || isDatagram(reader);
    if (!fits) return "no";
    return isOnPort(context) ? "certain" : "maybe";
  },
  read(reader) {
    return isSerialFrame(reader) ? readSerialFrame(reader) : readDatagram(reader);
  },
  observe({ side, operation, address }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (address !== null) observer.identity("instance", String(address), { protocol: "bsap global-address" });
  },
});
