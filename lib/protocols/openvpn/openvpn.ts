import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** Opcodes in the upper five bits of the first byte (OpenVPN protocol, "Packet Types"). */
const CLIENT_RESETS = [0x38, 0x50];
const SERVER_RESET = 0x40;

/**
 * What stands behind a reset's session id when packets are protected: an HMAC (--tls-auth with SHA-1, SHA-256, SHA-512),
 * then the packet's number and time; or these two and then the HMAC of --tls-crypt.
 */
const HMAC_BYTES: readonly number[] = [20, 32, 64];
const SESSION_END = 9;
const FIRST_PACKET = 1;
const CRYPT_BYTES = 54;
const MIN_YEAR_2001_S = 0x3a4f_c880;

function isFirstPacket(reader: ByteReader, at: number): boolean {
  const seconds = reader.peek16(at + 4) * 65_536 + reader.peek16(at + 6);
  return reader.peek16(at) === 0 && reader.peek16(at + 2) === FIRST_PACKET && seconds > MIN_YEAR_2001_S;
}

/** A client's reset behind an HMAC, without acknowledgements and with packet id 0, or wholly scrambled. */
function isProtectedReset(reader: ByteReader, at: number): boolean {
  const size = reader.remaining - at;
  if (size === CRYPT_BYTES && isFirstPacket(reader, at + SESSION_END)) return true;
  return HMAC_BYTES.some((bytes) => {
    const number = at + SESSION_END + bytes;
    const isEnd = size === SESSION_END + bytes + 8 + 1 + 4;
    const hasNoAcknowledgement = reader.peek(number + 8) === 0 && reader.peek16(number + 9) === 0;
    return isEnd && isFirstPacket(reader, number) && hasNoAcknowledgement && reader.peek16(number + 11) === 0;
  });
}

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
    const isReset = isPlainReset || isProtectedReset(reader, at);
    return isReset && opcode !== SERVER_RESET ? "certain" : reader.remaining - at >= 14 ? "maybe" : "no";
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
