import type { ByteReader } from "../byte-reader";

/** A NetBIOS name: 15 characters and a suffix byte that tells the service (RFC 1001 §14, MS-NBTE §1.8). */
export interface NetbiosName {
  readonly name: string;
  readonly suffix: number;
}

export const NETBIOS_SUFFIX = { workstation: 0x00, messenger: 0x03, fileServer: 0x20 } as const;

/** Suffixes under which a unique name is the computer's own; 0x03 may be a user's, others are groups or roles. */
export function isComputerSuffix(suffix: number): boolean {
  return suffix === NETBIOS_SUFFIX.workstation || suffix === NETBIOS_SUFFIX.fileServer;
}

/** RFC 1001 §14.1 first-level encoding: 32 letters A to P, two for each byte; null when it is anything else. */
export function decodeNetbiosName(encoded: string): NetbiosName | null {
  const label = encoded.slice(0, 32);
  if (label.length !== 32) return null;
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i += 1) {
    const high = label.charCodeAt(i * 2) - 0x41;
    const low = label.charCodeAt(i * 2 + 1) - 0x41;
    if (high < 0 || high > 15 || low < 0 || low > 15) return null;
    bytes[i] = (high << 4) | low;
  }
  return { name: readNetbiosText(bytes.subarray(0, 15)), suffix: bytes[15] as number };
}

const latin1 = new TextDecoder("latin1");

/** 15 bytes padded with spaces or NULs. */
export function readNetbiosText(bytes: Uint8Array): string {
  const text = latin1.decode(bytes);
  const nul = text.indexOf("\0");
  return (nul < 0 ? text : text.slice(0, nul)).trimEnd();
}

/** Peeks: an encoded name with its length byte stands at `ahead`. */
export function isNetbiosNameAt(reader: ByteReader, ahead: number): boolean {
  if (reader.peek(ahead) !== 32) return false;
  for (let i = 1; i <= 32; i += 1) {
    const letter = reader.peek(ahead + i);
    if (letter < 0x41 || letter > 0x50) return false;
  }
  return true;
}
