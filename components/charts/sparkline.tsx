import { sparklineShape } from "./sparkline-path";

const WIDTH = 96;
const HEIGHT = 20;
const PAD = 3;

interface SparklineProps {
  /** One value a day, oldest first; null = no data. */
  readonly values: readonly (number | null)[];
  /** Says in words what the picture shows. */
  readonly label: string;
}

/** The way a number has gone, small enough to stand beside it. */
export function Sparkline({ values, label }: SparklineProps) {
  const { path, last } = sparklineShape(values, WIDTH, HEIGHT);
  // One point is no way: it would be a dot that means nothing.
  if (last === null || path === "") return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-PAD} ${-PAD} ${WIDTH + 2 * PAD} ${HEIGHT + 2 * PAD}`}
      className="h-6 w-24 shrink-0 overflow-visible"
    >
      <path d={path} fill="none" strokeWidth={1.5} strokeLinejoin="round" className="stroke-control" />
      <circle cx={last.x} cy={last.y} r={2.25} className="fill-ink" />
    </svg>
  );
}
