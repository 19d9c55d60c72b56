import type { ByteReader } from "../byte-reader";

/**
 * ASHRAE 135 clause 9.3: a frame of a BACnet MS/TP bus, as a bus adapter of Cimetrics hands it on in Ethernet (SNAP,
 * OUI 00-10-90): three bytes of its own, then the frame without its preamble.
 */
export const MSTP_SNAP = 0x0010900001;
const ADAPTER_BYTES = 3;
const HEADER_BYTES = 6;
/** Frame types that carry an NPDU; all others pass the token, or look for stations. */
const DATA: readonly number[] = [5, 6];
/** What is left over a whole header and its check byte (annex G.1). */
const GOOD_CHECK = 0x55;

export interface MstpFrame {
  /** Number of the sending station on its bus. */
  readonly station: number;
  /** The network layer's message; null for frames that only keep the bus going. */
  readonly npdu: ByteReader | null;
}

/** One step of the header's check: polynomial X^8 + X^7 + 1. */
function checkStep(check: number, byte: number): number {
  let sum = check ^ byte;
  sum ^= (sum << 1) ^ (sum << 2) ^ (sum << 3) ^ (sum << 4) ^ (sum << 5) ^ (sum << 6) ^ (sum << 7);
  return (sum & 0xfe) ^ ((sum >> 8) & 1);
}

/** Peeks: whether a frame with a header of valid check stands there. */
export function isMstpFrame(reader: ByteReader): boolean {
  if (reader.remaining < ADAPTER_BYTES + HEADER_BYTES) return false;
  let check = 0xff;
  for (let at = ADAPTER_BYTES; at < ADAPTER_BYTES + HEADER_BYTES; at += 1) check = checkStep(check, reader.peek(at));
  return check === GOOD_CHECK;
}

export function readMstpFrame(reader: ByteReader): MstpFrame {
  const type = reader.skip(ADAPTER_BYTES).u8();
  const station = reader.skip(1).u8();
  const length = reader.u16();
  reader.skip(1);
  return { station, npdu: DATA.includes(type) && length > 0 ? reader.nested(length) : null };
}
