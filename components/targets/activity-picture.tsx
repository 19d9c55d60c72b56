import { WeekPicture } from "@/components/charts/week-picture";
import type { TargetCut } from "@/lib/contracts/targets";

const HEIGHT = 84;

/** When it happens: hours of the week, and days of the month; the site's clock. Numbers are in the titles and in words. */
export function ActivityPicture({ cut }: { readonly cut: TargetCut }) {
  const mostDay = Math.max(1, ...cut.monthDays);
  return (
    <figure className="flex flex-wrap gap-x-8 gap-y-3">
      <WeekPicture hours={cut.hours} />
      <svg
        role="img"
        aria-label={`By day of the month: ${sayDays(cut.monthDays)}`}
        width={31 * 9}
        height={HEIGHT + 16}
        className="max-w-full"
      >
        {cut.monthDays.map((count, index) => {
          const height = count === 0 ? 1 : Math.max(3, (count / mostDay) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a day of the month is its index
              key={index}
              x={index * 9}
              y={HEIGHT - height}
              width={8}
              height={height}
              className={count > 0 ? "fill-soft" : "fill-track"}
            >
              <title>{`day ${index + 1}: ${count} flows`}</title>
            </rect>
          );
        })}
        {[1, 8, 15, 22, 29].map((day) => (
          <text key={day} x={(day - 1) * 9} y={HEIGHT + 12} className="fill-muted text-[10px]">
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

function sayDays(days: readonly number[]): string {
  const seen = days.flatMap((count, at) => (count > 0 ? [`day ${at + 1} ${count}`] : []));
  return seen.length === 0 ? "no times known" : seen.join(", ");
}
