import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** RFC 2637 §1.4: length, type, and a cookie that no other protocol has. */
const COOKIE_HIGH = 0x1a2b;
const COOKIE_LOW = 0x3c4d;
const MAX_LENGTH = 1_024;
const START_REQUEST = 1;
const START_REPLY = 2;
/** §2.1 and §2.2: host name and vendor, 64 bytes each, end the start messages. */
const TEXTS_AT = 28;
const TEXT_BYTES = 64;

interface PptpMessage {
  readonly isRequest: boolean | null;
  readonly hostName: string;
  readonly vendor: string;
}

export const pptp = defineDecoder<PptpMessage>({
  name: "pptp",
  title: "PPTP",
  standard: "RFC 2637",
  family: "it",
  carriers: [{ layer: "tcp", ports: [1723] }],
  security: "mixed",
  messagesPerFlow: 4,
  elsewhere: { tcp: { fewestBytes: 8 } },
  probe(reader) {
    const isPptp = reader.peek16(4) === COOKIE_HIGH && reader.peek16(6) === COOKIE_LOW;
    return isPptp && reader.peek16(0) >= 12 ? "certain" : "no";
  },
  frame(reader) {
    const length = reader.peek16(0);
    if (length < 0) return 0;
    return length >= 12 && length <= MAX_LENGTH ? length : -1;
  },
  read(reader) {
    const type = reader.skip(8).u16();
    if (type !== START_REQUEST && type !== START_REPLY) return { isRequest: null, hostName: "", vendor: "" };
    reader.seek(TEXTS_AT);
    const hostName = readFixedText(reader, TEXT_BYTES);
    return { isRequest: type === START_REQUEST, hostName, vendor: readFixedText(reader, TEXT_BYTES) };
  },
  observe({ isRequest, hostName, vendor }, observer) {
    if (isRequest === null) return;
    observer.direction(isRequest ? "request" : "response");
    if (hostName && /^[\w.-]+$/.test(hostName)) observer.identity("name", hostName);
    if (vendor) observer.identity("description", vendor, { protocol: "pptp vendor" });
  },
});
