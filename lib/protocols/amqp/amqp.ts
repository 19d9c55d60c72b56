import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** AMQP 0-9-1 §4.2: a frame has a type, a channel, a length and an end octet; 1.0 begins with its own header. */
const FRAME_METHOD = 1;
const FRAME_END = 0xce;
const FRAME_OVERHEAD = 8;
const MAX_LENGTH = 131_072;
const HEADER_BYTES = 8;
/** §1.4.2: class connection, methods start and start-ok. */
const START = 0x000a000a;
const START_OK = 0x000a000b;
const MAX_PROPERTIES = 32;

interface AmqpMessage {
  readonly isRequest: boolean;
  readonly version: string | null;
  readonly product: string | null;
  readonly productVersion: string | null;
  readonly platform: string | null;
  readonly hasPassword: boolean;
}

/** §4.2.5.5: fields of a table; only long strings are kept, an unknown type ends the reading. */
function readTexts(table: ByteReader): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (let count = 0; count < MAX_PROPERTIES && table.remaining > 0; count += 1) {
    const name = table.utf8(table.u8());
    const type = String.fromCharCode(table.u8());
    if (type === "S") texts.set(name, table.utf8(table.u32()));
    else if (type === "F") table.skip(table.u32());
    else if (type === "t") table.skip(1);
    else if (type === "I") table.skip(4);
    else break;
  }
  return texts;
}

export const amqp = defineDecoder<AmqpMessage>({
  name: "amqp",
  title: "AMQP",
  standard: "AMQP 0-9-1, OASIS AMQP 1.0",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [5672] }],
  security: "cleartext",
  messagesPerFlow: 4,
  probe(reader) {
    if (reader.startsWith("AMQP") && reader.peek(4) <= 3) return "certain";
    if (reader.peek(0) !== FRAME_METHOD || reader.peek16(1) !== 0) return "no";
    const isConnection = reader.peek16(7) === 10 && (reader.peek16(9) === 10 || reader.peek16(9) === 11);
    return isConnection ? "certain" : "no";
  },
  frame(reader) {
    if (reader.startsWith("AMQP")) return reader.remaining < HEADER_BYTES ? 0 : HEADER_BYTES;
    if (reader.remaining < 7) return 0;
    const length = reader.peek16(3) * 65_536 + reader.peek16(5);
    return reader.peek(0) <= FRAME_OVERHEAD && length <= MAX_LENGTH ? length + FRAME_OVERHEAD : -1;
  },
  read(reader) {
    const empty = { version: null, product: null, productVersion: null, platform: null, hasPassword: false };
    if (reader.startsWith("AMQP")) {
      const isOld = reader.skip(5).peek(0) === 0;
      const parts = [reader.u8(), reader.u8(), reader.u8()];
      return { ...empty, isRequest: true, version: parts.slice(0, isOld ? 3 : 2).join(isOld ? "-" : ".") };
    }
    if (reader.u8() !== FRAME_METHOD) return null;
    const body = reader.skip(2).nested(reader.u32());
    if (reader.u8() !== FRAME_END) reader.reject("a frame has no end octet");
    const method = body.u32();
    if (method === START) {
      const texts = readTexts(body.skip(2).nested(body.u32()));
      const of = (name: string) => texts.get(name) ?? null;
      return {
        ...empty,
        isRequest: false,
        product: of("product"),
        productVersion: of("version"),
        platform: of("platform"),
      };
    }
    if (method !== START_OK) return null;
    body.skip(body.u32());
    const mechanism = body.latin1(body.u8());
    return { ...empty, isRequest: true, hasPassword: mechanism === "PLAIN" || mechanism === "AMQPLAIN" };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    const { product, productVersion, platform, version } = message;
    if (product) observer.service(productVersion ? { product, version: productVersion } : { product });
    else if (version) observer.service({ version });
    if (platform) observer.identity("description", platform, { protocol: "amqp platform" });
    if (message.hasPassword) observer.service({ flag: "cleartext-login" });
  },
});
