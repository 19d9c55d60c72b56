import { formatCount } from "@/lib/domain/say-count";

const WIDTH = 120;
const HEIGHT = 20;

/** Packets by hour as bars from zero; an hour without a batch is a gap, marked on the ground line. */
export function CoverageStrip({ name, hours }: { readonly name: string; readonly hours: readonly (number | null)[] }) {
  const most = Math.max(1, ...hours.map((it) => it ?? 0));
  const step = WIDTH / hours.length;
  const gaps = hours.filter((it) => it === null).length;
  const total = hours.reduce<number>((sum, it) => sum + (it ?? 0), 0);
  const label = `${name}: ${formatCount(total)} packets in the last 24 hours${gaps > 0 ? `, ${gaps} hours without a batch` : ""}`;
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="block"
    >
      <title>{label}</title>
      {hours.map((packets, at) => {
        const height = packets === null ? 1 : Math.max(2, (packets / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
            key={at}
            x={at * step}
            y={HEIGHT - height}
            width={step - 1}
            height={height}
            className={packets === null ? "fill-line" : "fill-muted"}
          />
        );
      })}
    </svg>
  );
}
