import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** FF-588 §5: version, options, protocol and kind, service, FDA address, length; all big-endian. */
const HEADER_BYTES = 12;
const VERSION = 1;
const PROTOCOL = { session: 1, systemManagement: 2, messaging: 3, redundancy: 4 } as const;
const MAX_LENGTH = 65_535;
/** FF-589: services of system management that name their sender. */
const IDENTIFY = 3;
const ANNOUNCEMENT = 16;
/** States, indexes and the operational address stand before the texts. */
const TEXTS_AT = 24;
const TEXT_BYTES = 32;

interface HseMessage {
  readonly isRequest: boolean;
  readonly deviceId: string | null;
  readonly tag: string | null;
}

export const ffHse = defineDecoder<HseMessage>({
  name: "ff-hse",
  title: "FF HSE",
  standard: "Fieldbus Foundation FF-588 (field device access), FF-589 (system management)",
  family: "ot",
  carriers: [
    { layer: "udp", ports: [1089, 1090, 1091, 3622] },
    { layer: "tcp", ports: [1089, 1090, 1091, 3622] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 32,
  probe(reader) {
    const protocol = reader.peek(2) >> 2;
    const isHead = reader.peek(0) === VERSION && protocol >= PROTOCOL.session && protocol <= PROTOCOL.redundancy;
    if (!isHead || (reader.peek(2) & 3) > 2) return "no";
    const length = reader.peek16(8) * 65_536 + reader.peek16(10);
    return length >= HEADER_BYTES && length === reader.remaining ? "maybe" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek16(8) * 65_536 + reader.peek16(10);
    return reader.peek(0) === VERSION && length >= HEADER_BYTES && length <= MAX_LENGTH ? length : -1;
  },
  read(reader) {
    const kind = reader.skip(2).u8();
    const service = reader.u8() & 0x7f;
    const isRequest = (kind & 3) === 0;
    const isIdentity = service === ANNOUNCEMENT ? isRequest : service === IDENTIFY && !isRequest;
    if (kind >> 2 !== PROTOCOL.systemManagement || !isIdentity) return { isRequest, deviceId: null, tag: null };
    reader.seek(HEADER_BYTES + TEXTS_AT);
    // Options put a message number and time stamps behind the body, never before it.
    return { isRequest, deviceId: readFixedText(reader, TEXT_BYTES), tag: readFixedText(reader, TEXT_BYTES) };
  },
  observe({ isRequest, deviceId, tag }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (deviceId) observer.identity("instance", deviceId, { protocol: "ff-hse device-id" });
    if (tag) observer.identity("name", tag, { protocol: "ff-hse pd-tag" });
  },
});
