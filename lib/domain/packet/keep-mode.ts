/** How much of a file's packets or lines stays after it was read: all of them, those that evidence cites, or none. */
export const KEEP_MODES = ["whole", "cited", "none"] as const;
export type KeepMode = (typeof KEEP_MODES)[number];

/** More is kept by the first: a second import of the same content may add to what is there, never take away. */
export function keepsMore(a: KeepMode, b: KeepMode): boolean {
  return KEEP_MODES.indexOf(a) < KEEP_MODES.indexOf(b);
}
