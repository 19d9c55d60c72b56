import type { ByteReader } from "../byte-reader";
import { readIpv6 } from "./ipv6";
import { readParts } from "./read-parts";

/** The message format that DNS, mDNS, LLMNR and NBNS share (RFC 1035 §4). */

export const DNS_TYPE = {
  a: 1,
  cname: 5,
  ptr: 12,
  hinfo: 13,
  txt: 16,
  aaaa: 28,
  nb: 32,
  srv: 33,
} as const;

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  /** A and AAAA: the address. CNAME and PTR: the name. SRV: the target. Empty for all others. */
  readonly text: string;
  /** TXT: its character strings. HINFO: CPU and OS. */
  readonly strings: readonly string[];
  /** Bytes of the record data, for types that only one of the protocols knows. */
  readonly data: ByteReader;
}

export interface DnsMessage {
  readonly isResponse: boolean;
  readonly opcode: number;
  readonly rcode: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

/** More records than a 64 KiB message of an honest sender holds; the rest is left unread. */
const MAX_RECORDS = 512;
const MAX_LABELS = 128;
const NO_RECORDS: readonly DnsRecord[] = [];
const NO_STRINGS: readonly string[] = [];

/** RFC 1035 §4.1.4, from the reader's start. Pointers may only point backwards, so the walk ends. */
export function readDnsName(reader: ByteReader): string {
  let name = "";
  let labels = 0;
  let back = -1;
  let lowest = reader.offset;
  for (;;) {
    const length = reader.u8();
    if (length === 0) break;
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | reader.u8();
      if (back < 0) back = reader.offset;
      if (target >= lowest) reader.reject("a name points forward");
      lowest = target;
      reader.seek(target);
      continue;
    }
    if (length > 63) reader.reject("a label is longer than 63 bytes");
    if (labels === MAX_LABELS) reader.reject("a name has too many labels");
    name = labels === 0 ? reader.utf8(length) : `${name}.${reader.utf8(length)}`;
    labels += 1;
  }
  if (back >= 0) reader.seek(back);
  return name;
}

function readStrings(data: ByteReader): string[] {
  const strings: string[] = [];
  while (data.remaining > 0) {
    const length = data.u8();
    if (length > 0) strings.push(data.utf8(Math.min(length, data.remaining)));
  }
  return strings;
}

function readRecord(reader: ByteReader, isNetbios: boolean): DnsRecord {
  const name = readDnsName(reader);
  const type = reader.u16();
  reader.skip(6);
  const length = reader.u16();
  const start = reader.offset;
  let text = "";
  let strings: readonly string[] = NO_STRINGS;
  if (type === DNS_TYPE.a && length === 4) text = reader.ipv4();
  else if (type === DNS_TYPE.aaaa && length === 16) text = readIpv6(reader);
  else if (type === DNS_TYPE.cname || type === DNS_TYPE.ptr) text = readDnsName(reader);
  else if (type === DNS_TYPE.srv && !isNetbios) text = readDnsName(reader.skip(6));
  else if (type === DNS_TYPE.txt || type === DNS_TYPE.hinfo) strings = readStrings(reader.nested(length));
  reader.seek(start);
  return { name, type, text, strings, data: reader.nested(length) };
}

function readSection(reader: ByteReader, count: number, isCut: boolean, isNetbios: boolean): readonly DnsRecord[] {
  if (count === 0 || reader.isIncomplete) return NO_RECORDS;
  const records: DnsRecord[] = [];
  readParts(reader, isCut, () => records.push(readRecord(reader, isNetbios)) < count);
  return records;
}

/**
 * Reads a message, and of one that the capture cut the records before the cut; throws only through the reader. NetBIOS
 * gives the number of SRV to its node status.
 */
export function readDnsMessage(reader: ByteReader, isCut: boolean, isNetbios = false): DnsMessage {
  reader.skip(2);
  const flags = reader.u16();
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()] as const;
  if (counts[0] + counts[1] + counts[2] + counts[3] > MAX_RECORDS) reader.reject("too many records");
  const questions: DnsQuestion[] = [];
  for (let i = 0; i < counts[0]; i += 1) {
    const name = readDnsName(reader);
    questions.push({ name, type: reader.u16() });
    reader.skip(2);
  }
  return {
    isResponse: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 15,
    rcode: flags & 15,
    questions,
    answers: readSection(reader, counts[1], isCut, isNetbios),
    authorities: readSection(reader, counts[2], isCut, isNetbios),
    additionals: readSection(reader, counts[3], isCut, isNetbios),
  };
}

/** Peeks: a header whose counts fit the bytes, followed by a well-formed name, a type and an Internet or any class. */
export function looksLikeDns(reader: ByteReader, at = 0): boolean {
  if (reader.peek(at + 16) < 0) return false;
  const questions = reader.peek16(at + 4);
  const answers = reader.peek16(at + 6);
  const others = reader.peek16(at + 8) + reader.peek16(at + 10);
  if (questions + answers === 0 || questions > 64 || answers + others > 256) return false;
  let position = at + 12;
  let labels = 0;
  for (;;) {
    const length = reader.peek(position);
    if (length < 0 || length > 63) return false;
    position += 1 + length;
    if (length === 0) break;
    labels += 1;
    if (labels > MAX_LABELS) return false;
    for (let i = position - length; i < position; i += 1) if (reader.peek(i) < 0x20) return false;
  }
  const dnsClass = reader.peek16(position + 2);
  return reader.peek16(position) > 0 && ((dnsClass & 0x7fff) === 1 || dnsClass === 255 || dnsClass === 3);
}
