/** Two ports of one switch or PLC stand this close in their maker's numbering. */
const MAX_PORT_DISTANCE = 16;

/** Cards of one server, and ports of one card, follow each other this closely. */
export const MAX_CARD_DISTANCE = 3;

/** True for two cards of one maker whose numbers follow closely; false when either is unknown. */
export function areNeighbours(a: string | null, b: string | null): boolean {
  return portDistance(a, b) <= MAX_PORT_DISTANCE;
}

/** How far two cards stand apart in their maker's numbering; infinite for different makers or unknown cards. */
export function portDistance(a: string | null, b: string | null): number {
  if (a === null || b === null || a.slice(0, 8) !== b.slice(0, 8)) return Number.POSITIVE_INFINITY;
  const low = (mac: string) => Number.parseInt(mac.slice(9).replaceAll(":", ""), 16);
  return Math.abs(low(a) - low(b));
}
