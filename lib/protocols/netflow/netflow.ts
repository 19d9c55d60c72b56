import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** Cisco's version 5: a header, then records of one size. */
const V5 = 5;
const V5_HEADER_BYTES = 24;
const V5_RECORD_BYTES = 48;
const V5_MAX_RECORDS = 30;
/** RFC 3954 §5 and RFC 7011 §3: a header, then sets with an id and a length. */
const V9 = 9;
const V9_HEADER_BYTES = 20;
const IPFIX = 10;
const IPFIX_HEADER_BYTES = 16;
const MAX_SETS = 64;
const MIN_DATA_SET = 256;
const SET_IDS: ReadonlyMap<number, readonly number[]> = new Map([
  [V9, [0, 1]],
  [IPFIX, [2, 3]],
]);

/** Peeks: sets that follow one another to the end of the datagram. */
function holdsSets(reader: ByteReader, version: number, start: number): boolean {
  let at = start;
  for (let sets = 0; sets < MAX_SETS && at < reader.remaining; sets += 1) {
    const id = reader.peek16(at);
    const length = reader.peek16(at + 2);
    if (length < 4 || (id < MIN_DATA_SET && !SET_IDS.get(version)?.includes(id))) return false;
    at += length;
  }
  return at === reader.remaining && at > start;
}

function isExport(reader: ByteReader): boolean {
  const version = reader.peek16(0);
  const count = reader.peek16(2);
  if (version === V5) {
    const length = V5_HEADER_BYTES + count * V5_RECORD_BYTES;
    return count > 0 && count <= V5_MAX_RECORDS && reader.remaining === length;
  }
  if (version === V9) return count > 0 && holdsSets(reader, version, V9_HEADER_BYTES);
  return version === IPFIX && count === reader.remaining && holdsSets(reader, version, IPFIX_HEADER_BYTES);
}

export const netflow = defineDecoder<{ readonly version: number }>({
  name: "netflow",
  title: "NetFlow and IPFIX",
  standard: "RFC 3954, RFC 7011",
  family: "network",
  carriers: [{ layer: "udp", ports: [2055, 2056, 4739, 9995, 9996] }],
  security: "cleartext",
  messagesPerFlow: 1,
  elsewhere: { udp: { firstBytes: [0x00], fewestBytes: 20 } },
  probe: (reader) => (isExport(reader) ? "certain" : "no"),
  read: (reader) => ({ version: reader.u16() }),
  observe(_message, observer) {
    observer.direction("request");
  },
});
