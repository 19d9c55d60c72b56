export interface SparklineShape {
  /** SVG path of the line; a gap in the data is a gap in the line. Empty when fewer than two values are known. */
  readonly path: string;
  /** Where the last known value stands; null when nothing is known. */
  readonly last: { readonly x: number; readonly y: number } | null;
}

/**
 * Lays values out from left to right over the whole width, from the smallest at the bottom to the largest at the top.
 * Constant values lie in the middle. `null` = no data that day.
 */
export function sparklineShape(values: readonly (number | null)[], width: number, height: number): SparklineShape {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return { path: "", last: null };
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const point = (value: number, index: number) => ({
    x: round(index * step),
    y: round(span === 0 ? height / 2 : height - ((value - low) / span) * height),
  });
  let path = "";
  let isDown = false;
  let last: SparklineShape["last"] = null;
  values.forEach((value, index) => {
    if (value === null) {
      isDown = false;
      return;
    }
    last = point(value, index);
    path += `${isDown ? "L" : "M"}${last.x} ${last.y}`;
    isDown = true;
  });
  return { path: known.length > 1 ? path : "", last };
}

const round = (value: number) => Math.round(value * 100) / 100;
