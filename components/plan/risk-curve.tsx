import { curvePoints } from "./prepare-curve";

const WIDTH = 640;
const HEIGHT = 140;
const SCALE_WIDTH = 52;
/** Half a figure of the scale stands above its line, on a narrow screen in large type. */
const EDGE = 14;

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
      viewBox={`-${SCALE_WIDTH} -${EDGE} ${WIDTH + SCALE_WIDTH + 6} ${HEIGHT + 2 * EDGE}`}
      className="w-full"
    >
      {[0, 25, 50, 75, 100].map((score) => (
        <g key={score} transform={`translate(0 ${HEIGHT - (score / 100) * HEIGHT})`}>
          <line x1={0} x2={WIDTH} className="stroke-line" />
          <text x={-6} textAnchor="end" dominantBaseline="middle" className="fill-muted text-sm max-md:text-[24px]">
            {score}
          </text>
        </g>
      ))}
      <path d={path(points)} fill="none" strokeWidth={1.5} strokeDasharray="4 4" className="stroke-control" />
      <path d={path(points.slice(0, done + 1))} fill="none" strokeWidth={2} className="stroke-accent" />
      {here ? <circle cx={here.x} cy={here.y} r={4} className="fill-accent" /> : null}
    </svg>
  );
}
