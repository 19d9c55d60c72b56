/** The few figures that a benchmark reports. */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {readonly number[]} values @param {number} share 0.95 for the value that 95 % stay below */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Slope of a straight line through the points on two logarithmic scales: 1 is "twice as much costs twice as much".
 * @param {readonly { size: number, cost: number }[]} points
 */
export function growthSlope(points) {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ cost }) => Math.log(cost));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let above = 0;
  let below = 0;
  for (const [i, x] of xs.entries()) {
    above += (x - meanX) * (ys[i] - meanY);
    below += (x - meanX) ** 2;
  }
  return above / below;
}
