import type { ByteReader } from "../byte-reader";
import { findNtlmMessage, type NtlmMessage } from "../framing/ntlmssp";

/** [MS-CIFS] §2.2.4.53, [MS-SMB] §2.2.4.6: who logs in and who answers, with their operating systems. */
export interface Smb1Message {
  readonly version: 1;
  readonly isResponse: boolean;
  readonly nativeOs: string | null;
  readonly nativeLanManager: string | null;
  readonly ntlm: NtlmMessage | null;
}

const SESSION_SETUP = 0x73;
const FLAGS_REPLY = 0x80;
const FLAGS2_UNICODE = 0x8000;

/** Strings in order; Unicode ones are aligned to 16 bits from the start of the SMB header. */
function readStrings(reader: ByteReader, isUnicode: boolean, limit: number, isCut: boolean): string[] {
  const strings: string[] = [];
  if (isUnicode && reader.offset % 2 === 1 && reader.remaining > 0) reader.skip(1);
  while (reader.remaining > (isUnicode ? 1 : 0) && strings.length < limit) {
    let length = 0;
    if (isUnicode) {
      while (length + 1 < reader.remaining && reader.peek16(length) !== 0) length += 2;
      // A last string may lack its zero; in a cut message it may lack more.
      if (isCut && length + 1 >= reader.remaining) return strings;
      strings.push(reader.utf16le(length));
      reader.skip(Math.min(2, reader.remaining));
    } else {
      while (length < reader.remaining && reader.peek(length) !== 0) length += 1;
      if (isCut && length === reader.remaining) return strings;
      strings.push(reader.latin1(length));
      reader.skip(Math.min(1, reader.remaining));
    }
  }
  return strings;
}

/**
 * The cursor stands at 0xFF "SMB". Samba calls itself "Windows 6.1" wherever it runs, so that clients ask it for what
 * they ask Windows for: no operating system.
 */
export function readSmb1(reader: ByteReader, isCut: boolean): Smb1Message {
  const command = reader.skip(4).u8();
  reader.skip(4);
  const isResponse = (reader.u8() & FLAGS_REPLY) !== 0;
  const isUnicode = (reader.u16le() & FLAGS2_UNICODE) !== 0;
  reader.seek(32);
  const empty = { version: 1, isResponse, nativeOs: null, nativeLanManager: null, ntlm: null } as const;
  if (command !== SESSION_SETUP) return empty;
  const wordCount = reader.u8();
  const words = reader.nested(wordCount * 2);
  reader.skip(2);
  if (wordCount === 0) return empty;
  let ntlm: NtlmMessage | null = null;
  let strings: string[];
  if (isResponse ? wordCount === 4 : wordCount === 12) {
    // Extended security: a blob comes first, its length is a fixed word.
    const blobLength = words.skip(isResponse ? 6 : 14).u16le();
    ntlm = findNtlmMessage(reader.nested(blobLength));
    strings = readStrings(reader, isUnicode, 2, isCut);
  } else if (isResponse) {
    strings = readStrings(reader, isUnicode, 2, isCut);
  } else if (wordCount === 13) {
    words.skip(14);
    reader.skip(words.u16le() + words.u16le());
    // Account and primary domain stand before the two we want.
    strings = readStrings(reader, isUnicode, 4, isCut).slice(2);
  } else {
    return empty;
  }
  const [nativeOs = "", nativeLanManager = ""] = strings;
  // Of a cut message it is not known who says so.
  const isSamba = nativeLanManager.startsWith("Samba") || (isCut && strings.length < 2);
  const isPretended = isSamba && nativeOs.startsWith("Windows");
  return {
    ...empty,
    nativeOs: isPretended ? null : nativeOs || null,
    nativeLanManager: nativeLanManager || null,
    ntlm,
  };
}
