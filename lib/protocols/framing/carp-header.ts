import type { ByteReader } from "../byte-reader";

/** ip_carp.h: version 2 and type 1 in one byte, as VRRP version 2 has them; then the length of the proof in 32-bit words. */
const ADVERTISEMENT = 0x21;
const PROOF_WORDS = 7;
const MESSAGE_BYTES = 36;

/**
 * Peeks: CARP took over VRRP's protocol number and first byte. Its message always has 36 bytes; one of VRRP with seven
 * addresses, whose fourth byte would say 7 too, has 44.
 */
export function isCarp(reader: ByteReader): boolean {
  return reader.peek(0) === ADVERTISEMENT && reader.peek(3) === PROOF_WORDS && reader.length === MESSAGE_BYTES;
}
