import type { TargetCut } from "@/lib/contracts/targets";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const [CELL_WIDTH, CELL_HEIGHT, LEFT] = [14, 12, 30];

/** When it happens: hours of the week, and days of the month; the site's clock. Numbers are in the titles and in words. */
export function ActivityPicture({ cut }: { readonly cut: TargetCut }) {
  const most = Math.max(1, ...cut.hours);
  const mostDay = Math.max(1, ...cut.monthDays);
  return (
    <figure className="flex flex-wrap gap-x-8 gap-y-3">
      <svg
        role="img"
        aria-label={`By hour of the week: ${sayHours(cut.hours)}`}
        width={LEFT + 24 * CELL_WIDTH}
        height={7 * CELL_HEIGHT + 16}
        className="max-w-full text-xs"
      >
        {WEEKDAYS.map((name, day) => (
          <text key={name} x={0} y={day * CELL_HEIGHT + 10} className="fill-muted text-[10px]">
            {name}
          </text>
        ))}
        {cut.hours.map((count, index) => {
          const [day, hour] = [Math.floor(index / 24), index % 24];
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the week is its index
              key={index}
              x={LEFT + hour * CELL_WIDTH}
              y={day * CELL_HEIGHT}
              width={CELL_WIDTH - 1}
              height={CELL_HEIGHT - 1}
              className={count > 0 ? "fill-ink" : "fill-track"}
              opacity={count > 0 ? 0.25 + (0.75 * Math.log1p(count)) / Math.log1p(most) : 1}
            >
              <title>{`${WEEKDAYS[day]} ${hour}:00, ${count} flows`}</title>
            </rect>
          );
        })}
        {[0, 6, 12, 18].map((hour) => (
          <text key={hour} x={LEFT + hour * CELL_WIDTH} y={7 * CELL_HEIGHT + 12} className="fill-muted text-[10px]">
            {`${hour} h`}
          </text>
        ))}
      </svg>
      <svg
        role="img"
        aria-label={`By day of the month: ${sayDays(cut.monthDays)}`}
        width={31 * 9}
        height={7 * CELL_HEIGHT + 16}
        className="max-w-full"
      >
        {cut.monthDays.map((count, index) => {
          const height = count === 0 ? 1 : Math.max(3, (count / mostDay) * 7 * CELL_HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a day of the month is its index
              key={index}
              x={index * 9}
              y={7 * CELL_HEIGHT - height}
              width={8}
              height={height}
              className={count > 0 ? "fill-soft" : "fill-track"}
            >
              <title>{`day ${index + 1}: ${count} flows`}</title>
            </rect>
          );
        })}
        {[1, 8, 15, 22, 29].map((day) => (
          <text key={day} x={(day - 1) * 9} y={7 * CELL_HEIGHT + 12} className="fill-muted text-[10px]">
            {day}
          </text>
        ))}
      </svg>
      {cut.longFlows > 0 ? (
        <figcaption className="w-full text-muted text-xs">
          Of {cut.longFlows} of these flows the source tells only the first and the last moment, days apart: they count
          in these two hours.
        </figcaption>
      ) : null}
    </figure>
  );
}

function sayHours(hours: readonly number[]): string {
  const seen = hours.flatMap((count, at) =>
    count > 0 ? [`${WEEKDAYS[Math.floor(at / 24)]} ${at % 24} h ${count}`] : [],
  );
  if (seen.length === 0) return "no times known";
  return seen.length > 24 ? `seen in ${seen.length} of 168 hours` : seen.join(", ");
}

function sayDays(days: readonly number[]): string {
  const seen = days.flatMap((count, at) => (count > 0 ? [`day ${at + 1} ${count}`] : []));
  return seen.length === 0 ? "no times known" : seen.join(", ");
}
