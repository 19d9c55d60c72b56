/** Two ports of one switch or PLC stand this close in their maker's numbering. */
const MAX_PORT_DISTANCE = 16;

/** True for two cards of one maker whose numbers follow closely; false when either is unknown. */
export function areNeighbours(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a.slice(0, 8) !== b.slice(0, 8)) return false;
  const low = (mac: string) => Number.parseInt(mac.slice(9).replaceAll(":", ""), 16);
  return Math.abs(low(a) - low(b)) <= MAX_PORT_DISTANCE;
}
