import type { ZoneSuggestionDto } from "@/lib/contracts/zone-suggestions";
import { roleTitle } from "@/lib/domain/device/role-title";
import { formatCount } from "@/lib/domain/say-count";
import { layoutPicture } from "./layout-picture";

/** The suggested zone and whom it talks to. What it shows stands as text beside it. */
export function SuggestionPicture({ suggestion }: { readonly suggestion: ZoneSuggestionDto }) {
  const picture = layoutPicture(suggestion, roleTitle, (packets) => `${formatCount(packets)} packets`);
  const { width, height, box, roles, partners, more } = picture;
  return (
    <svg
      role="img"
      aria-label={`${formatCount(suggestion.devices.length)} devices and whom they talk to outside`}
      viewBox={`0 0 ${width} ${height}`}
      className="w-full"
      style={{ maxWidth: width }}
    >
      <rect x={1} y={1} width={box.width} height={box.height} rx={6} className="fill-canvas stroke-line-strong" />
      {roles.map((role) => (
        <g key={role.label}>
          <text x={12} y={role.y} className="fill-soft text-[11px]">
            {role.label}
          </text>
          {role.dots.map(({ x, y }) => (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={3} className="fill-control" />
          ))}
        </g>
      ))}
      {more > 0 ? (
        <text x={box.width - 10} y={18} textAnchor="end" className="fill-muted text-[11px]">
          and {formatCount(more)} more
        </text>
      ) : null}
      {partners.map((it) => (
        <g key={it.key}>
          <path d={it.line} fill="none" strokeWidth={it.lineWidth} className="stroke-line-strong" />
          <text x={it.x + 8} y={it.y - 2} className="fill-ink text-[12px]">
            {it.name.length > 34 ? `${it.name.slice(0, 33)}…` : it.name}
          </text>
          <text x={it.x + 8} y={it.y + 12} className="fill-muted text-[11px]">
            {it.note.length > 42 ? `${it.note.slice(0, 41)}…` : it.note}
          </text>
        </g>
      ))}
    </svg>
  );
}
