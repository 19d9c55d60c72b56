import { defineDecoder } from "../define-decoder";

/** Whitepaper §5.4: message type and its exact length. */
const INITIATION = 1;
const INITIATION_BYTES = 148;
const RESPONSE = 2;
const RESPONSE_BYTES = 92;

export const wireguard = defineDecoder<{ readonly type: number }>({
  name: "wireguard",
  title: "WireGuard",
  standard: "WireGuard: Next Generation Kernel Network Tunnel, §5.4",
  family: "it",
  carriers: [{ layer: "udp", ports: [51820] }],
  security: "encrypted",
  messagesPerFlow: 2,
  elsewhere: { udp: { firstBytes: [0x01, 0x02], fewestBytes: 92 } },
  probe(reader) {
    if (reader.peek(1) !== 0 || reader.peek16(2) !== 0) return "no";
    const type = reader.peek(0);
    if (type === INITIATION && reader.remaining === INITIATION_BYTES) return "certain";
    if (type === RESPONSE && reader.remaining === RESPONSE_BYTES) return "certain";
    return type === 4 && reader.remaining >= 32 && reader.remaining % 16 === 0 ? "maybe" : "no";
  },
  read: (reader) => ({ type: reader.u8() }),
  observe(message, observer) {
    if (message.type === INITIATION) observer.direction("request");
    if (message.type === RESPONSE) observer.direction("response");
  },
});
