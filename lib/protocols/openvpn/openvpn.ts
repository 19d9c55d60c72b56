import { defineDecoder } from "../define-decoder";

/** Opcodes in the upper five bits of the first byte (OpenVPN protocol, "Packet Types"). */
const CLIENT_RESETS = [0x38, 0x50];
const SERVER_RESET = 0x40;

/** Only the two reset packets that open a session: later ones are told apart from nothing. */
export const openvpn = defineDecoder<{ readonly isClient: boolean }>({
  name: "openvpn",
  title: "OpenVPN",
  standard: "OpenVPN wire protocol (draft-vpn-openvpn)",
  family: "it",
  carriers: [
    { layer: "udp", ports: [1194] },
    { layer: "tcp", ports: [1194] },
  ],
  security: "encrypted",
  messagesPerFlow: 2,
  elsewhere: { tcp: { fewestBytes: 16 }, udp: { firstBytes: [0x38, 0x50], fewestBytes: 14 } },
  probe(reader, context) {
    const at = context.layer === "tcp" ? 2 : 0;
    if (at === 2 && reader.peek16(0) > reader.remaining - 2) return "no";
    const opcode = reader.peek(at);
    if (!CLIENT_RESETS.includes(opcode) && opcode !== SERVER_RESET) return "no";
    // Without an HMAC: session id, no acknowledgements, packet id 0.
    const isPlainReset =
      reader.remaining - at === 14 &&
      reader.peek(at + 9) === 0 &&
      reader.peek16(at + 10) === 0 &&
      reader.peek16(at + 12) === 0;
    return isPlainReset && opcode !== SERVER_RESET ? "certain" : reader.remaining - at >= 14 ? "maybe" : "no";
  },
  frame(reader) {
    const length = reader.peek16(0);
    return length < 0 ? 0 : 2 + length;
  },
  read(reader, context) {
    if (context.layer === "tcp") reader.skip(2);
    const opcode = reader.u8();
    return opcode === SERVER_RESET || CLIENT_RESETS.includes(opcode) ? { isClient: opcode !== SERVER_RESET } : null;
  },
  observe(message, observer) {
    observer.direction(message.isClient ? "request" : "response");
  },
});
