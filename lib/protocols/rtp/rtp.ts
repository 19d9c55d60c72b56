import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** RFC 3550 §5.1: version 2 in the upper bits, the number of contributors in the lower; marker and type of payload. */
const VERSION_MASK = 0xc0;
const VERSION = 0x80;
const COUNT_MASK = 0x0f;
const HEADER_BYTES = 12;
const CONTRIBUTOR_BYTES = 4;
/** RFC 5761 §4: with the marker set these would be packets of RTCP. */
const TYPE_MASK = 0x7f;
const FIRST_RTCP_TYPE = 64;
const LAST_RTCP_TYPE = 95;

function isPacket(reader: ByteReader): boolean {
  const head = reader.peek(0);
  const type = reader.peek(1) & TYPE_MASK;
  if (head < 0 || (head & VERSION_MASK) !== VERSION) return false;
  if (type >= FIRST_RTCP_TYPE && type <= LAST_RTCP_TYPE) return false;
  return reader.remaining >= HEADER_BYTES + (head & COUNT_MASK) * CONTRIBUTOR_BYTES;
}

/** Voice and pictures. Two bits tell it apart, so it is known where a call or a camera's session announced it. */
export const rtp = defineDecoder<{ readonly payloadType: number }>({
  name: "rtp",
  title: "RTP",
  standard: "RFC 3550 §5",
  family: "iot",
  carriers: [{ layer: "udp", ports: [5004] }],
  security: "cleartext",
  messagesPerFlow: 1,
  elsewhere: { udp: NEVER_CERTAIN },
  probe: (reader) => (isPacket(reader) ? "maybe" : "no"),
  read: (reader) => ({ payloadType: reader.skip(1).u8() & TYPE_MASK }),
  observe() {
    // Who sends says nothing of itself; what it is called stands in RTCP and in what announced it.
  },
});
