import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

const IP_PROTOCOL = 112;
/** OpenBSD ip_carp.h: version 2, type 1, seven words of authentication, 36 bytes in all. */
const VERSION_AND_TYPE = 0x21;
const AUTHENTICATION_WORDS = 7;
const BYTES = 36;

const isCarp = (reader: ByteReader) =>
  reader.peek(0) === VERSION_AND_TYPE && reader.peek(3) === AUTHENTICATION_WORDS && reader.remaining === BYTES;

/** Shares its protocol number with VRRP, whose version 2 with seven addresses is longer. Firewalls in a redundant pair. */
export const carp = defineDecoder<{ readonly group: number }>({
  name: "carp",
  title: "CARP",
  standard: "OpenBSD carp(4), ip_carp.h",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "mixed",
  messagesPerFlow: 2,
  probe: (reader, context) => (context.layer === "ip" && isCarp(reader) ? "certain" : "no"),
  read: (reader) => ({ group: reader.skip(1).u8() }),
  observe({ group }, observer) {
    observer.identity("role", "router");
    observer.identity("instance", `group ${group}`);
  },
});
