import type { ByteReader } from "../byte-reader";

/** Built-in types of OPC 10000-6 clause 5.2; little-endian throughout. */

/** Length -1 is the null string. */
export function readUaString(reader: ByteReader): string | null {
  const length = reader.u32le();
  return length === 0xffffffff ? null : reader.utf8(length);
}

export function skipUaString(reader: ByteReader): void {
  const length = reader.u32le();
  if (length !== 0xffffffff) reader.skip(length);
}

/** Clause 5.2.2.14: locale and text, each only when its bit is set. */
export function readLocalizedText(reader: ByteReader): string | null {
  const mask = reader.u8();
  if ((mask & 1) !== 0) skipUaString(reader);
  return (mask & 2) !== 0 ? readUaString(reader) : null;
}

/** Clause 5.2.2.9: numeric identifiers of namespace 0; null for all others. */
export function readNodeId(reader: ByteReader): number | null {
  const encoding = reader.u8() & 0x3f;
  if (encoding === 0) return reader.u8();
  if (encoding === 1) {
    const namespace = reader.u8();
    const id = reader.u16le();
    return namespace === 0 ? id : null;
  }
  const namespace = reader.u16le();
  if (encoding === 2) {
    const id = reader.u32le();
    return namespace === 0 ? id : null;
  }
  if (encoding === 3 || encoding === 5) skipUaString(reader);
  else if (encoding === 4) reader.skip(16);
  else reader.reject("an unknown node id encoding");
  return null;
}

/** Clause 5.2.2.15 with any body. */
function skipExtensionObject(reader: ByteReader): void {
  readNodeId(reader);
  if (reader.u8() !== 0) skipUaString(reader);
}

/** OPC 10000-4 clause 7.33: authentication token, time, handle, diagnostics, audit entry, timeout, additional header. */
export function skipRequestHeader(reader: ByteReader): void {
  readNodeId(reader);
  reader.skip(16);
  skipUaString(reader);
  reader.skip(4);
  skipExtensionObject(reader);
}

/** Clause 7.34; returns the service result. Diagnostics in an answer are rare and end the reading. */
export function readResponseHeader(reader: ByteReader): number {
  reader.skip(12);
  const result = reader.u32le();
  if (reader.u8() !== 0) reader.reject("diagnostics in a response header are not read");
  const count = reader.u32le();
  for (let i = 0; i < Math.min(count === 0xffffffff ? 0 : count, 256); i += 1) skipUaString(reader);
  skipExtensionObject(reader);
  return result;
}
