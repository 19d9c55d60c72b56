/**
 * Tells of rows of a table that are kept and follow each other, so that they can be moved together: `to` is the first
 * one's new number, `end` stands behind the last. Returns how many rows are kept.
 */
export function eachRun(
  rows: number,
  isKept: (row: number) => boolean,
  move: (to: number, from: number, end: number) => void,
): number {
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    if (!isKept(row)) continue;
    const from = row;
    while (row < rows && isKept(row)) row += 1;
    move(kept, from, row);
    kept += row - from;
  }
  return kept;
}
