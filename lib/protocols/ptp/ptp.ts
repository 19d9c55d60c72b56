import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** IEEE 1588-2008 §13.3 and §13.5. */
const ANNOUNCE = 0x0b;
const HEADER_BYTES = 34;

interface PtpMessage {
  readonly type: number;
  readonly clockIdentity: string;
  readonly grandmaster: string | null;
}

export const ptp = defineDecoder<PtpMessage>({
  name: "ptp",
  title: "PTP",
  standard: "IEEE 1588-2008",
  family: "network",
  carriers: [
    { layer: "ethernet", etherTypes: [0x88f7] },
    { layer: "udp", ports: [319, 320] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 8,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const version = reader.peek(1) & 15;
    const length = reader.peek16(2);
    if (version !== 2 || length < HEADER_BYTES || length > reader.remaining) return "no";
    const isOwnPort = context.receiverPort === 319 || context.receiverPort === 320;
    return context.layer === "ethernet" || isOwnPort ? "certain" : "no";
  },
  read(reader) {
    const type = reader.u8() & 15;
    const clockIdentity = reader.seek(20).hex(8);
    const grandmaster = type === ANNOUNCE ? reader.seek(53).hex(8) : null;
    return { type, clockIdentity, grandmaster };
  },
  observe(message, observer) {
    observer.identity("instance", `0x${message.clockIdentity}`);
    if (message.grandmaster === message.clockIdentity) observer.identity("role", "time-server");
  },
});
