import { LINK_TYPE } from "./link-type";
import type { WrappedFrame } from "./unwrap-frame";

/** RFC 8300 §2.2: next protocols, as the link types by which they are read. */
const NEXT: ReadonlyMap<number, number> = new Map<number, number>([
  [1, LINK_TYPE.raw],
  [2, LINK_TYPE.raw],
  [3, LINK_TYPE.ethernet],
  [5, LINK_TYPE.mpls],
]);
/** Base and service path header. */
const FEWEST_BYTES = 8;

/** What a service chain's header at `at` leads to; null when that is not read, or the header leads outside. */
export function carriedByNsh(bytes: Uint8Array, at: number, end: number): WrappedFrame | null {
  if (at + FEWEST_BYTES > end || bytes[at] >>> 6 !== 0) return null;
  const length = (bytes[at + 1] & 0x3f) * 4;
  const linkType = NEXT.get(bytes[at + 3]);
  return linkType === undefined || length < FEWEST_BYTES || at + length >= end ? null : { linkType, at: at + length };
}
