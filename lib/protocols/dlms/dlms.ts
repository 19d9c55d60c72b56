import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { type DlmsMessage, isKnownApdu, readApdu } from "./apdu";
import { makerOf } from "./cosem-objects";

/** IEC 62056-46 (HDLC, format type 3) and IEC 62056-47 (TCP/UDP wrapper, version 1). */
const FLAG = 0x7e;
const FORMAT_3 = 0xa0;
const WRAPPER_VERSION = 1;
const WRAPPER_BYTES = 8;
const MAX_LENGTH = 4_096;

const isHdlc = (reader: ByteReader) => reader.peek(0) === FLAG && (reader.peek(1) & 0xf0) === FORMAT_3;
const hdlcLength = (reader: ByteReader) => (reader.peek16(1) & 0x7ff) + 2;

/** The information field, behind addresses of varying length, control and header check; LLC bytes are passed over. */
function hdlcInformation(reader: ByteReader): ByteReader {
  reader.skip(3);
  for (let address = 0; address < 2; address += 1) for (let i = 0; i < 4 && (reader.u8() & 1) === 0; i += 1);
  reader.skip(1);
  const body = reader.remaining > 5 ? reader.skip(2).nested(reader.remaining - 3) : reader.nested(0);
  if (body.peek(0) === 0xe6 && body.peek(2) === 0) body.skip(3);
  return body;
}

export const dlms = defineDecoder<DlmsMessage>({
  name: "dlms",
  title: "DLMS/COSEM",
  standard: "IEC 62056-46, IEC 62056-47, IEC 62056-53; DLMS UA 1000-1 (Blue Book)",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [4059] },
    { layer: "udp", ports: [4059] },
  ],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x7e], fewestBytes: 3 }, udp: { firstBytes: [0x7e], fewestBytes: 3 } },
  probe(reader) {
    if (isHdlc(reader)) return reader.peek(hdlcLength(reader) - 1) === FLAG ? "certain" : "no";
    const isWrapper = reader.peek16(0) === WRAPPER_VERSION && reader.peek16(6) === reader.remaining - WRAPPER_BYTES;
    return isWrapper && isKnownApdu(reader.peek(WRAPPER_BYTES)) ? "maybe" : "no";
  },
  frame(reader) {
    if (isHdlc(reader)) return reader.peek(2) < 0 ? 0 : hdlcLength(reader);
    if (reader.remaining < WRAPPER_BYTES) return reader.peek(0) === FLAG || reader.peek(0) === 0 ? 0 : -1;
    const length = reader.peek16(6);
    return reader.peek16(0) === WRAPPER_VERSION && length <= MAX_LENGTH ? WRAPPER_BYTES + length : -1;
  },
  read(reader, context) {
    return readApdu(isHdlc(reader) ? hdlcInformation(reader) : reader.skip(WRAPPER_BYTES), context);
  },
  observe({ side, operation, facts, hasPassword }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (hasPassword) observer.service({ flag: "cleartext-login" });
    for (const { field, value, source } of facts) {
      observer.identity(field, value, { protocol: source });
      const maker = field === "instance" ? makerOf(value) : null;
      if (maker) observer.identity("vendor", maker, { inferred: true, protocol: source });
    }
    if (facts.length > 0) observer.identity("role", "meter", { inferred: true });
  },
});
