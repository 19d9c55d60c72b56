import type { ByteReader } from "../byte-reader";
import { findNtlmMessage, type NtlmMessage } from "../framing/ntlmssp";

export interface Smb2Message {
  readonly version: 2;
  readonly isResponse: boolean;
  /** "3.1.1": what the server chose; null outside negotiate responses. */
  readonly dialect: string | null;
  readonly ntlm: NtlmMessage | null;
}

/** [MS-SMB2] §2.2.1, §2.2.4 */
const NEGOTIATE = 0;
const SESSION_SETUP = 1;
const FLAGS_RESPONSE = 1;
const WILDCARD_REVISION = 0x02ff;

function dialectText(revision: number): string | null {
  if (revision === WILDCARD_REVISION) return null;
  const major = revision >> 8;
  const minor = (revision >> 4) & 15;
  const patch = revision & 15;
  // 0x0202 is written 2.0.2 and 0x0210 is 2.1.
  return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

/** The cursor stands at 0xFE "SMB". */
export function readSmb2(reader: ByteReader): Smb2Message {
  const command = reader.skip(12).u16le();
  reader.skip(2);
  const isResponse = (reader.u32le() & FLAGS_RESPONSE) !== 0;
  reader.seek(64);
  let dialect: string | null = null;
  let ntlm: NtlmMessage | null = null;
  if (command === NEGOTIATE && isResponse && reader.u16le() === 65) dialect = dialectText(reader.skip(2).u16le());
  if (command === SESSION_SETUP) ntlm = findNtlmMessage(reader);
  return { version: 2, isResponse, dialect, ntlm };
}
