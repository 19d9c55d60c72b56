/** One vertex of the curve, in the picture's units. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** The plant's risk after 0, 1, 2 … steps as points of a picture; the scale is 0 to 100, so that slopes compare. */
export function curvePoints(scores: readonly number[], width: number, height: number): CurvePoint[] {
  const last = Math.max(1, scores.length - 1);
  return scores.map((score, at) => ({
    x: (at / last) * width,
    y: height - (Math.min(100, Math.max(0, score)) / 100) * height,
  }));
}
