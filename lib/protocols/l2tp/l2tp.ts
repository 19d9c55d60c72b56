import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 2661 §3.1, RFC 3931 §3.2.1: a control message has type, length and sequence bits, and version 2 or 3. */
const CONTROLS = new Set([0xc802, 0xc803]);
/** RFC 3931 §4.1.1.2: over IP, four zero bytes stand before it. */
const OVER_IP_BYTES = 4;
const HEADER_BYTES = 12;
/** §4.4: attribute types that name the sender. */
const AVP = { hostName: 7, vendorName: 8 } as const;

interface L2tpMessage {
  readonly hostName: string | null;
  readonly vendor: string | null;
}

function readAttributes(reader: ByteReader): L2tpMessage {
  let hostName: string | null = null;
  let vendor: string | null = null;
  while (reader.remaining >= 6) {
    const length = reader.u16() & 0x3ff;
    if (length < 6) reader.reject("an attribute is shorter than its header");
    const value = reader.nested(length - 2);
    const isIetf = value.u16() === 0;
    const type = value.u16();
    if (isIetf && type === AVP.hostName) hostName = value.utf8(value.remaining);
    else if (isIetf && type === AVP.vendorName) vendor = value.utf8(value.remaining);
  }
  return { hostName, vendor };
}

export const l2tp = defineDecoder<L2tpMessage>({
  name: "l2tp",
  title: "L2TP",
  standard: "RFC 2661, RFC 3931",
  family: "it",
  carriers: [
    { layer: "udp", ports: [1701] },
    { layer: "ip", protocolNumbers: [115] },
  ],
  security: "mixed",
  messagesPerFlow: 4,
  elsewhere: { udp: { firstBytes: [0xc8], fewestBytes: 12 } },
  probe(reader, { layer }) {
    const at = layer === "ip" ? OVER_IP_BYTES : 0;
    const isControl = CONTROLS.has(reader.peek16(at) & 0xff0f) && reader.peek16(at + 2) === reader.remaining - at;
    return isControl && reader.remaining >= at + HEADER_BYTES ? "certain" : "no";
  },
  read: (reader, { layer }) => readAttributes(reader.skip((layer === "ip" ? OVER_IP_BYTES : 0) + HEADER_BYTES)),
  observe({ hostName, vendor }, observer) {
    if (hostName) observer.identity("name", hostName);
    if (vendor) observer.identity("description", vendor, { protocol: "l2tp vendor" });
  },
});
