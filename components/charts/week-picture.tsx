import { formatCount } from "@/lib/domain/say-count";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const [CELL_WIDTH, CELL_HEIGHT, LEFT] = [14, 12, 30];
/** More hours than these are not listed one by one to those who listen. */
const MAX_SAID = 24;

interface WeekPictureProps {
  /** Flows by hour of the week, Monday 0 h first. */
  readonly hours: readonly number[];
}

/** A day × hour picture: when something was seen. Shade is how often, on a logarithmic scale. */
export function WeekPicture({ hours }: WeekPictureProps) {
  const most = Math.max(1, ...hours);
  return (
    <svg
      role="img"
      aria-label={`By hour of the week: ${sayHours(hours)}`}
      viewBox={`0 0 ${LEFT + 24 * CELL_WIDTH} ${7 * CELL_HEIGHT + 32}`}
      style={{ maxWidth: LEFT + 24 * CELL_WIDTH }}
      className="w-full"
    >
      {WEEKDAYS.map((name, day) => (
        <text key={name} x={0} y={day * CELL_HEIGHT + 10} className="fill-muted text-[10px]">
          {name}
        </text>
      ))}
      {hours.map((count, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the week is its index
          key={at}
          x={LEFT + (at % 24) * CELL_WIDTH}
          y={Math.floor(at / 24) * CELL_HEIGHT}
          width={CELL_WIDTH - 1}
          height={CELL_HEIGHT - 1}
          className={count > 0 ? "fill-ink" : "fill-track"}
          opacity={count > 0 ? 0.25 + (0.75 * Math.log1p(count)) / Math.log1p(most) : 1}
        >
          {count > 0 ? (
            <title>{`${WEEKDAYS[Math.floor(at / 24)]} ${at % 24}:00, ${formatCount(count)} flows`}</title>
          ) : null}
        </rect>
      ))}
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={LEFT + hour * CELL_WIDTH} y={7 * CELL_HEIGHT + 12} className="fill-muted text-[10px]">
          {`${hour} h`}
        </text>
      ))}
      <text x={LEFT} y={7 * CELL_HEIGHT + 28} className="fill-muted text-[10px]">
        {`Stronger shade = more flows, up to ${formatCount(most)} in one hour`}
      </text>
    </svg>
  );
}

function sayHours(hours: readonly number[]): string {
  const seen = hours.flatMap((count, at) =>
    count > 0 ? [`${WEEKDAYS[Math.floor(at / 24)]} ${at % 24} h ${count}`] : [],
  );
  if (seen.length === 0) return "no times known";
  return seen.length > MAX_SAID ? `seen in ${seen.length} of 168 hours` : seen.join(", ");
}
