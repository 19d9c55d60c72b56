import type { DeviceDetail } from "@/lib/contracts/devices";
import { type JoinLine, prepareJoinPicture } from "./prepare-join-picture";

const WIDTHS_PX = { 1: 1, 2: 2, 3: 3 } as const;
const LINES_PX = 120;
const ARC_PX = 36;

interface JoinPictureProps {
  readonly detail: Pick<DeviceDetail, "joins" | "identifiers">;
  /** The join that is looked at, by its place in the list. */
  readonly chosen: number | null;
}

/** Cards and addresses as they hang together: the thicker a line, the stronger what it stands for. The list says it in words, alone where there is no room. */
export function JoinPicture({ detail, chosen }: JoinPictureProps) {
  const { nodes, lines, heightPx, left } = prepareJoinPicture(detail);
  const column = (side: "card" | "other") => (
    <ul className={side === "card" ? "text-right" : ""}>
      {nodes
        .filter((it) => it.side === side)
        .map((it) => (
          <li key={it.key} className="flex h-7 min-w-0 items-center font-mono text-xs">
            <bdi className="w-full truncate" title={it.text}>
              {it.text}
            </bdi>
          </li>
        ))}
    </ul>
  );
  return (
    <figure aria-label="What joins this device" className="pb-3 max-md:hidden">
      <div className="grid grid-cols-[36px_minmax(0,1fr)_120px_minmax(0,1fr)] items-start gap-x-2 rounded-md border bg-surface py-2 pr-3">
        <svg aria-hidden width={ARC_PX} height={heightPx} className="text-ink">
          {lines
            .filter((it) => it.isArc)
            .map((it) => (
              <path key={it.key} d={arc(it)} fill="none" {...strokeOf(it, chosen)} />
            ))}
        </svg>
        {column("card")}
        <svg aria-hidden width={LINES_PX} height={heightPx} className="text-ink">
          {lines
            .filter((it) => !it.isArc)
            .map((it) => (
              <path
                key={it.key}
                d={`M0 ${it.fromPx}C60 ${it.fromPx} 60 ${it.toPx} ${LINES_PX} ${it.toPx}`}
                fill="none"
                {...strokeOf(it, chosen)}
              />
            ))}
        </svg>
        {column("other")}
      </div>
      <figcaption className="pt-1 text-muted text-xs">
        Cards at the left, addresses and names at the right. Thick: for life (serial number, one maker's ports, a
        person's word). Thin: a lease.
        {left > 0 ? ` ${left} more joins stand in the list.` : ""}
      </figcaption>
    </figure>
  );
}

function arc({ fromPx, toPx }: JoinLine): string {
  return `M${ARC_PX} ${fromPx}C4 ${fromPx} 4 ${toPx} ${ARC_PX} ${toPx}`;
}

function strokeOf(line: JoinLine, chosen: number | null) {
  const isChosen = line.index === chosen;
  return {
    stroke: isChosen ? "var(--danger)" : "var(--control)",
    strokeWidth: WIDTHS_PX[line.strength],
    ...(isChosen ? { strokeDasharray: "4 3" } : {}),
  };
}
