import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** ZeroTier packets: 8 bytes of counter, receiver's and sender's 40-bit addresses, flags, 8 bytes of code. */
const HEADER_BYTES = 28;
const SENDER_AT = 13;
/** Addresses never begin with this byte (ZeroTier protocol documentation). */
const RESERVED_PREFIX = 0xff;

/** Recognised on its own port only: the header has no mark. */
export const zerotier = defineDecoder<{ readonly address: string }>({
  name: "zerotier",
  title: "ZeroTier",
  standard: "ZeroTier VL1, Packet.hpp",
  family: "it",
  carriers: [{ layer: "udp", ports: [9993] }],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader) {
    const isAddressed = reader.peek(8) !== RESERVED_PREFIX && reader.peek(SENDER_AT) !== RESERVED_PREFIX;
    return reader.remaining >= HEADER_BYTES && isAddressed ? "maybe" : "no";
  },
  read: (reader) => ({ address: reader.skip(SENDER_AT).hex(5) }),
  observe({ address }, observer) {
    observer.service({ product: "ZeroTier" });
    observer.identity("instance", address, { protocol: "zerotier address", inferred: true });
  },
});
