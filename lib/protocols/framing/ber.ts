import type { ByteReader } from "../byte-reader";

/** One element of BER or DER (ITU-T X.690 §8.1): SNMP, LDAP, Kerberos, MMS, X.509 and others. */
export interface BerElement {
  /** Identifier octet: class, constructed bit and number; for numbers above 30 only class and bit, `number` tells. */
  readonly tag: number;
  readonly number: number;
  readonly value: ByteReader;
}

export const BER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nullValue: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Reads the element at the cursor and moves past it. Indefinite lengths are refused: none of our protocols sends them. */
export function readBer(reader: ByteReader): BerElement {
  const tag = reader.u8();
  let number = tag & 0x1f;
  if (number === 0x1f) {
    number = 0;
    for (let i = 0; i < 4; i += 1) {
      const byte = reader.u8();
      number = (number << 7) | (byte & 0x7f);
      if ((byte & 0x80) === 0) break;
      if (i === 3) reader.reject("a BER tag number is too large");
    }
  }
  return { tag, number, value: reader.nested(readBerLength(reader)) };
}

function readBerLength(reader: ByteReader): number {
  const first = reader.u8();
  if (first < 0x80) return first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) reader.reject("a BER length is indefinite or too long");
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + reader.u8();
  return length;
}

/** Reads the element at the cursor, which must have this identifier octet; returns its contents. */
export function expectBer(reader: ByteReader, tag: number): ByteReader {
  const element = readBer(reader);
  if (element.tag !== tag) reader.reject("an unexpected BER tag");
  return element.value;
}

/** Two's complement integer of up to 6 bytes (X.690 §8.3); longer ones are no number we use. */
export function readBerInteger(value: ByteReader): number {
  if (value.remaining === 0 || value.remaining > 6) value.reject("a BER integer is empty or too long");
  let number = value.u8();
  if (number > 127) number -= 256;
  while (value.remaining > 0) number = number * 256 + value.u8();
  return number;
}

/** Dotted text of an object identifier's contents (X.690 §8.19). */
export function readOid(value: ByteReader): string {
  const arcs: number[] = [];
  let arc = 0;
  while (value.remaining > 0) {
    const byte = value.u8();
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (arcs.length === 0) {
      const first = Math.min(2, Math.floor(arc / 40));
      arcs.push(first, arc - first * 40);
    } else {
      arcs.push(arc);
    }
    arc = 0;
    if (arcs.length > 128) value.reject("an object identifier has too many arcs");
  }
  return arcs.join(".");
}

/** Peeks: total bytes of the element at `ahead`, header included; 0 when its length is not there yet; -1 if malformed. */
export function berLengthAt(reader: ByteReader, ahead = 0): number {
  const first = reader.peek(ahead + 1);
  if (first < 0) return 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) return -1;
  let length = 0;
  for (let i = 0; i < count; i += 1) {
    const byte = reader.peek(ahead + 2 + i);
    if (byte < 0) return 0;
    length = length * 256 + byte;
  }
  return 2 + count + length;
}
