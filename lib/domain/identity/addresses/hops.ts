/** Values that systems start from (30: Siemens S7). Discovery by multicast often starts from 1 and is never routed. */
const INITIAL: ReadonlySet<number> = new Set([1, 30, 32, 64, 128, 255]);

/** A TTL or hop limit that no router has counted down yet. */
export const isFirstHop = (ttl: number) => INITIAL.has(ttl);

/**
 * A TTL or hop limit that a router has counted down. Up to 4 it is a chosen scope (SSDP: 2 or 4), not the rest of a long
 * way; 60 is AIX's start or four hops from 64.
 */
export const isDecremented = (ttl: number) => ttl > 4 && ttl !== 60 && !isFirstHop(ttl);
