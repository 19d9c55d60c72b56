import type { ByteReader } from "../byte-reader";
import { BER, expectBer, readBer, readOid } from "./ber";

/** What an X.509 certificate (RFC 5280 §4.1) says of its subject; nothing is verified. */
export interface Certificate {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** DNS names, URIs and IP addresses of the subject alternative name, in order. */
  readonly altNames: readonly string[];
  /** Last moment of its validity, in microseconds since 1970 (RFC 5280 §4.1.2.5); null when it cannot be read. */
  readonly notAfterUs: number | null;
  /** Subject and issuer are byte for byte the same: nobody vouches for it. */
  readonly isSelfIssued: boolean;
}

export interface DistinguishedName {
  readonly commonName: string | null;
  readonly organisation: string | null;
  readonly organisationalUnit: string | null;
  /** Attribute serialNumber: the device's serial in an IEEE 802.1AR device certificate. */
  readonly serialNumber: string | null;
}

const ATTRIBUTE = {
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  organisation: "2.5.4.10",
  unit: "2.5.4.11",
} as const;
const SUBJECT_ALT_NAME = "2.5.29.17";
const BMP_STRING = 0x1e;
const T61_STRING = 0x14;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const MAX_ALT_NAMES = 64;

function readString(tag: number, value: ByteReader): string {
  if (tag === T61_STRING) return value.latin1(value.remaining);
  if (tag !== BMP_STRING) return value.utf8(value.remaining);
  let text = "";
  while (value.remaining >= 2) text += String.fromCharCode(value.u16());
  return text;
}

/** RFC 5280 §4.1.2.4; the first value of an attribute wins. */
function readName(name: ByteReader): DistinguishedName {
  const values = new Map<string, string>();
  while (name.remaining > 0) {
    const set = expectBer(name, BER.set);
    while (set.remaining > 0) {
      const pair = expectBer(set, BER.sequence);
      const oid = readOid(expectBer(pair, BER.oid));
      const text = readBer(pair);
      if (!values.has(oid)) values.set(oid, readString(text.tag, text.value));
    }
  }
  return {
    commonName: values.get(ATTRIBUTE.commonName) ?? null,
    organisation: values.get(ATTRIBUTE.organisation) ?? null,
    organisationalUnit: values.get(ATTRIBUTE.unit) ?? null,
    serialNumber: values.get(ATTRIBUTE.serialNumber) ?? null,
  };
}

/** RFC 5280 §4.2.1.6: dNSName [2], uniformResourceIdentifier [6], iPAddress [7]. */
function readAltNames(value: ByteReader): string[] {
  const names: string[] = [];
  const list = expectBer(value, BER.sequence);
  while (list.remaining > 0 && names.length < MAX_ALT_NAMES) {
    const name = readBer(list);
    if (name.tag === 0x82 || name.tag === 0x86) names.push(name.value.latin1(name.value.remaining));
    else if (name.tag === 0x87 && name.value.length === 4) names.push(name.value.ipv4());
  }
  return names;
}

/** UTCTime (two digits of the year, 50 and above in the last century) or GeneralizedTime, both in UTC. */
function readTime(reader: ByteReader): number | null {
  const { tag, value } = readBer(reader);
  const text = value.latin1(value.remaining);
  const digits = tag === UTC_TIME ? `${Number(text.slice(0, 2)) >= 50 ? "19" : "20"}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (!parts || (tag !== UTC_TIME && tag !== GENERALIZED_TIME)) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000;
}

function readNotAfter(validity: ByteReader): number | null {
  if (validity.remaining < 4) return null;
  readBer(validity);
  return readTime(validity);
}

function readExtensions(wrapper: ByteReader): string[] {
  const extensions = expectBer(wrapper, BER.sequence);
  while (extensions.remaining > 0) {
    const extension = expectBer(extensions, BER.sequence);
    if (readOid(expectBer(extension, BER.oid)) !== SUBJECT_ALT_NAME) continue;
    let value = readBer(extension);
    if (value.tag === BER.boolean) value = readBer(extension);
    return readAltNames(value.value);
  }
  return [];
}

/** Reads one DER certificate; throws only through the reader. */
export function readCertificate(reader: ByteReader): Certificate {
  const body = expectBer(expectBer(reader, BER.sequence), BER.sequence);
  if (body.peek() === 0xa0) readBer(body);
  readBer(body);
  readBer(body);
  const issuerDer = expectBer(body, BER.sequence);
  const issuerHex = issuerDer.hex(issuerDer.length);
  const notAfterUs = readNotAfter(expectBer(body, BER.sequence));
  const subjectDer = expectBer(body, BER.sequence);
  const isSelfIssued = subjectDer.hex(subjectDer.length) === issuerHex;
  readBer(body);
  let altNames: string[] = [];
  while (body.remaining > 0) {
    const optional = readBer(body);
    if (optional.tag === 0xa3) altNames = readExtensions(optional.value);
  }
  return {
    subject: readName(subjectDer.seek(0)),
    issuer: readName(issuerDer.seek(0)),
    altNames,
    notAfterUs,
    isSelfIssued,
  };
}
