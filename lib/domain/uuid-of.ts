import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * A uuid made from a text: the same text gives the same id on every machine (RFC 9562, version 8, SHA-256). Two texts
 * with one id are not to be expected: 122 bits of the hash remain.
 */
export function uuidOf(text: string): string {
  const digest = sha256(utf8ToBytes(text)).slice(0, 16);
  digest[6] = ((digest[6] as number) & 0x0f) | 0x80;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  const hex = bytesToHex(digest);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
