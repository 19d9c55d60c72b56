import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { type AmqpMessage, readMethod } from "./method-frame";
import { readPerformative } from "./performative";

/** AMQP 0-9-1 §4.2.2 and 1.0 part 2.2: "AMQP", then what follows and its version. */
const HEADER_BYTES = 8;
const OLD_VERSIONS: readonly number[] = [8, 9, 10];
/** 1.0: plain, TLS and SASL. */
const NEW_LAYERS: readonly number[] = [0, 2, 3];
/** 0-9-1 §4.2.3: type, channel and size before a payload, one byte behind it. */
const FRAME = { overhead: 8, end: 0xce, method: 1, heartbeat: 8 } as const;
const MAX_FRAME_BYTES = 1_048_576;
const CONNECTION_CLASS = 10;
/** start, start-ok, secure, secure-ok, tune, tune-ok, open, open-ok. */
const OPENING_METHODS: readonly number[] = [10, 11, 20, 21, 30, 31, 40, 41];

function isProtocolHeader(reader: ByteReader): boolean {
  if (!reader.startsWith("AMQP")) return false;
  const isOld = OLD_VERSIONS.includes(reader.peek(6)) && reader.peek(4) <= 1;
  return isOld || (NEW_LAYERS.includes(reader.peek(4)) && reader.peek(5) === 1 && reader.peek16(6) === 0);
}

/** A method of the connection class on channel 0: how every connection of 0-9-1 is opened. */
function isOpeningMethod(reader: ByteReader): boolean {
  const isMethod = reader.peek(0) === FRAME.method && reader.peek16(1) === 0 && reader.peek16(3) === 0;
  return isMethod && reader.peek16(7) === CONNECTION_CLASS && OPENING_METHODS.includes(reader.peek16(9));
}

const isOldFrame = (type: number) => (type >= FRAME.method && type <= 3) || type === FRAME.heartbeat;

/** 1.0 part 2.3: the size counts itself; the header has at least two words; type 0 is AMQP, 1 is SASL. */
const isNewFrame = (reader: ByteReader) => reader.peek(0) === 0 && reader.peek(4) >= 2 && reader.peek(5) <= 1;

const lengthAt = (reader: ByteReader, ahead: number) => reader.peek16(ahead) * 65_536 + reader.peek16(ahead + 2);

export const amqp = defineDecoder<AmqpMessage>({
  name: "amqp",
  title: "AMQP",
  standard: "AMQP 0-9-1, OASIS AMQP 1.0",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [5672] }],
  security: "cleartext",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0x01, 0x41], fewestBytes: 7 } },
  probe(reader) {
    if (isProtocolHeader(reader) || isOpeningMethod(reader)) return "certain";
    return isOldFrame(reader.peek(0)) && lengthAt(reader, 3) < MAX_FRAME_BYTES && reader.peek(7) === 0 ? "maybe" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    if (reader.startsWith("AMQP")) return HEADER_BYTES;
    const isOld = isOldFrame(reader.peek(0));
    if (!isOld && !isNewFrame(reader)) return -1;
    const length = isOld ? lengthAt(reader, 3) + FRAME.overhead : lengthAt(reader, 0);
    return length >= HEADER_BYTES && length <= MAX_FRAME_BYTES ? length : -1;
  },
  read(reader) {
    if (reader.startsWith("AMQP")) return null;
    if (!isOldFrame(reader.peek(0))) return readPerformative(reader);
    if (reader.u8() !== FRAME.method) return null;
    return readMethod(reader.skip(2).nested(reader.u32()));
  },
  observe(message, observer, context) {
    const { isRequest, properties, containerId, sendsPassword } = message;
    if (isRequest !== null) observer.direction(isRequest ? "request" : "response");
    if (sendsPassword) observer.service({ flag: "cleartext-login" });
    if (containerId) observer.identity("instance", containerId);
    const { product, version } = properties;
    const isServer = isRequest === null ? !context.fromInitiator : !isRequest;
    if (product && isServer) observer.service(version ? { product, version } : { product });
    const words = [product, version].filter((word) => word !== null && word !== "").join(" ");
    if (words && !isServer) observer.identity("description", words, { protocol: "amqp client" });
    else if (words) observer.identity("description", words);
  },
});
