import { LINK_TYPE } from "./link-type";

/** RFC 5415 §4.3: flags in the fourth byte of the header. */
export const CAPWAP = { fragment: 0x80, lastFragment: 0x40 } as const;

/** The T bit says 802.11, else 802.3. */
export const capwapCarries = (bytes: Uint8Array, at: number): number =>
  (bytes[at + 2] & 1) === 1 ? LINK_TYPE.wifi : LINK_TYPE.ethernet;
