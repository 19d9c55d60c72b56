import { defineDecoder } from "../define-decoder";

/**
 * What Mitsubishi's engineering tools speak to controllers. Not published: the two leading bytes, the module 0x03FF and
 * the length are what captures agree on. Only the protocol and the sides are recognised.
 */
const REQUEST = 0x57;
const RESPONSE = 0xd7;
const LENGTH_AT = 19;
const HEADER_BYTES = 21;

const isHead = (first: number) => first === REQUEST || first === RESPONSE;

export const melsoft = defineDecoder<true>({
  name: "melsoft",
  title: "MELSOFT",
  standard: "Mitsubishi Electric MELSOFT connection, as seen in captures",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [5001, 5002, 5007] },
    { layer: "udp", ports: [5006] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x57, 0xd7], fewestBytes: 21 }, udp: { firstBytes: [0x57, 0xd7], fewestBytes: 21 } },
  probe(reader) {
    const length = reader.peek(LENGTH_AT) | (reader.peek(LENGTH_AT + 1) << 8);
    if (!isHead(reader.peek(0)) || reader.remaining !== HEADER_BYTES + length || reader.peek(1) !== 0) return "no";
    // 0x03FF: the own station's CPU, as in SLMP frames.
    const isOwnCpu = [12, 13, 14].some((at) => reader.peek16(at) === 0xff03);
    return isOwnCpu ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    return isHead(reader.peek(0)) ? HEADER_BYTES + (reader.peek(LENGTH_AT) | (reader.peek(LENGTH_AT + 1) << 8)) : -1;
  },
  read: (reader) => (reader.remaining >= HEADER_BYTES ? true : null),
  observe() {
    // Nothing beyond the service itself, which the engine records.
  },
});
