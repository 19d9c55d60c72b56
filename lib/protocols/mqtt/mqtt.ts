import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** MQTT 3.1.1 §2.2.1 packet types, in the upper half of the first byte. */
const CONNECT = 0x10;
const CONNACK = 0x20;
const VERSIONS: ReadonlyMap<number, string> = new Map([
  [3, "3.1"],
  [4, "3.1.1"],
  [5, "5.0"],
]);
const PASSWORD_FLAG = 0x40;

interface MqttMessage {
  readonly isConnect: boolean;
  readonly version: string | null;
  readonly clientId: string | null;
  readonly hasPassword: boolean;
}

/** §2.2.3: bytes of header and body together; 0 when the length is not there yet, -1 when it is malformed. */
function packetLength(reader: ByteReader): number {
  let length = 0;
  for (let i = 1; i <= 4; i += 1) {
    const byte = reader.peek(i);
    if (byte < 0) return 0;
    length += (byte & 0x7f) * 128 ** (i - 1);
    if ((byte & 0x80) === 0) return 1 + i + length;
  }
  return -1;
}

function headerLength(reader: ByteReader): number {
  let at = 1;
  while (at <= 4 && (reader.peek(at) & 0x80) !== 0 && reader.peek(at) >= 0) at += 1;
  return at + 1;
}

export const mqtt = defineDecoder<MqttMessage>({
  name: "mqtt",
  title: "MQTT",
  standard: "OASIS MQTT 3.1.1 and 5.0",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [1883] }],
  security: "cleartext",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x10], fewestBytes: 8 } },
  probe(reader) {
    const type = reader.peek(0);
    if (type === CONNECT) {
      const name = headerLength(reader);
      const is3 = reader.peek16(name) === 4 && reader.startsWith("MQTT", name + 2);
      return is3 || (reader.peek16(name) === 6 && reader.startsWith("MQIsdp", name + 2)) ? "certain" : "no";
    }
    if (type < CONNACK || type > 0xf0 || (type & 0xf0) === 0) return "no";
    const length = packetLength(reader);
    return length > 1 && length <= reader.remaining ? "maybe" : "no";
  },
  frame: packetLength,
  read(reader) {
    const isConnect = reader.peek() === CONNECT;
    const isAnswer = reader.peek() === CONNACK;
    if (!isConnect) return isAnswer ? { isConnect, version: null, clientId: null, hasPassword: false } : null;
    reader.skip(headerLength(reader));
    reader.skip(reader.u16());
    const level = reader.u8();
    const flags = reader.u8();
    reader.skip(2);
    // §3.1.2.11 of version 5: properties stand between the header and the client identifier.
    if (level === 5)
      reader.skip(
        reader.peek() >= 0x80 ? 2 + (((reader.peek(1) & 0x7f) << 7) | (reader.peek() & 0x7f)) : 1 + reader.peek(),
      );
    const clientId = reader.utf8(reader.u16());
    return { isConnect, version: VERSIONS.get(level) ?? null, clientId, hasPassword: (flags & PASSWORD_FLAG) !== 0 };
  },
  observe(message, observer) {
    observer.direction(message.isConnect ? "request" : "response");
    if (message.clientId) observer.identity("instance", message.clientId);
    if (message.version) observer.service({ version: message.version });
    if (message.hasPassword) observer.service({ flag: "cleartext-login" });
  },
});
