import { curvePoints } from "./prepare-curve";

const WIDTH = 640;
const HEIGHT = 140;

interface RiskCurveProps {
  /** Plant risk after 0, 1, 2 … steps. */
  readonly scores: readonly number[];
  readonly done: number;
}

/** How the plant's risk falls, step by step; what is done is drawn full. */
export function RiskCurve({ scores, done }: RiskCurveProps) {
  const points = curvePoints(scores, WIDTH, HEIGHT);
  const path = (some: typeof points) => some.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x},${y}`).join(" ");
  const here = points[Math.min(done, points.length - 1)];
  return (
    <svg
      role="img"
      aria-label={`Plant risk ${scores[0]?.toFixed(1)} now, ${scores[done]?.toFixed(1)} after ${done} steps, ${scores.at(-1)?.toFixed(1)} after all ${scores.length - 1}`}
      viewBox={`-6 -8 ${WIDTH + 12} ${HEIGHT + 16}`}
      className="w-full"
    >
      {[0, 25, 50, 75, 100].map((score) => (
        <line
          key={score}
          x1={0}
          x2={WIDTH}
          y1={HEIGHT - (score / 100) * HEIGHT}
          y2={HEIGHT - (score / 100) * HEIGHT}
          className="stroke-line"
        />
      ))}
      <path d={path(points)} fill="none" strokeWidth={1.5} strokeDasharray="4 4" className="stroke-control" />
      <path d={path(points.slice(0, done + 1))} fill="none" strokeWidth={2} className="stroke-accent" />
      {here ? <circle cx={here.x} cy={here.y} r={4} className="fill-accent" /> : null}
    </svg>
  );
}
