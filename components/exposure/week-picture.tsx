const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface WeekPictureProps {
  /** Counts by hour of the week, Monday 00:00 UTC first. */
  readonly hours: readonly number[];
}

/** A day × hour picture: when something was seen. Shade is how often; a table says the same in words. */
export function WeekPicture({ hours }: WeekPictureProps) {
  const most = Math.max(1, ...hours);
  const busy = hours.flatMap((count, hour) => (count > 0 ? [{ count, hour }] : []));
  return (
    <figure>
      <svg viewBox="0 0 268 92" className="w-full text-accent" role="img" aria-label={sayHours(busy.length)}>
        {DAYS.map((day, row) => (
          <text key={day} x={0} y={row * 11 + 9} className="fill-muted text-[8px]">
            {day}
          </text>
        ))}
        {hours.map((count, at) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the week is its place
            key={at}
            x={28 + (at % 24) * 10}
            y={Math.floor(at / 24) * 11}
            width={9}
            height={10}
            className={count === 0 ? "fill-line" : "fill-current"}
            opacity={count === 0 ? 0.6 : 0.35 + (0.65 * count) / most}
          >
            {count > 0 ? <title>{`${DAYS[Math.floor(at / 24)]} ${at % 24}:00 UTC, ${count}`}</title> : null}
          </rect>
        ))}
        {HOURS.filter((hour) => hour % 6 === 0).map((hour) => (
          <text key={hour} x={28 + hour * 10} y={89} className="fill-muted text-[8px]">
            {hour}
          </text>
        ))}
      </svg>
      <figcaption className="text-muted text-xs">
        Hours of the week in UTC in which something was seen{busy.length === 0 ? ": none has a time." : "."}
      </figcaption>
      <table className="sr-only">
        <caption>Hours of the week with sessions, UTC</caption>
        <tbody>
          {busy.map(({ count, hour }) => (
            <tr key={hour}>
              <th scope="row">{`${DAYS[Math.floor(hour / 24)]} ${hour % 24}:00`}</th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const sayHours = (count: number) => `Seen in ${count} of 168 hours of the week`;
