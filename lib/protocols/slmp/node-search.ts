import type { ByteReader } from "../byte-reader";

/** SLMP protocol BAP-C2006ENG-003 §8.3.11.3: the answer to a node search, in which a node describes itself. */
export interface FoundNode {
  readonly mac: string;
  readonly ip: string;
  /** "0x129a" */
  readonly vendorCode: string;
  /** "0x01020304" */
  readonly modelCode: string;
  /** Equipment version; null when it is 0. */
  readonly version: string | null;
}

const IPV4_BYTES = 4;
const MIN_BYTES = 53;
const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, "0")}`;

/** MACs and addresses are numbers: the last octet first. */
function readReversed(reader: ByteReader, count: number): number[] {
  return Array.from({ length: count }, () => reader.u8()).reverse();
}

/**
 * The body of an answer, end code first. Null when it is no answer to a search: its sizes must be those of IPv4, and
 * the address that it states must be the sender's own. The reader stays where it is.
 */
export function readFoundNode(body: ByteReader, senderIp: string | null): FoundNode | null {
  const at = body.offset;
  const isSearch =
    body.remaining >= MIN_BYTES && body.peek16(0) === 0 && body.peek(8) === IPV4_BYTES && body.peek(19) === IPV4_BYTES;
  if (!isSearch) return null;
  // End code, MAC and address of whoever searches.
  const mac = readReversed(body.skip(13), 6)
    .map((octet) => octet.toString(16).padStart(2, "0"))
    .join(":");
  const ip = readReversed(body.skip(1), IPV4_BYTES).join(".");
  // Net mask and gateway; then a host name that Field Basic leaves empty.
  const nameBytes = body.skip(8).u8();
  if (ip !== senderIp || nameBytes + 8 > body.remaining) {
    body.seek(at);
    return null;
  }
  const vendorCode = body.skip(nameBytes).u16le();
  const modelCode = body.u32le();
  const version = body.u16le();
  return {
    mac,
    ip,
    vendorCode: hex(vendorCode, 4),
    modelCode: hex(modelCode, 8),
    version: version === 0 ? null : String(version),
  };
}
