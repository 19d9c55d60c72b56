import Link from "next/link";
import { roleTitle } from "@/lib/domain/device/role-title";
import { countOf, formatCount } from "@/lib/domain/say-count";
import type { MapLayout, PlacedZone } from "./layout-map";

interface MapListProps {
  readonly layout: MapLayout;
  readonly highlighted: ReadonlySet<string> | null;
}

const VERDICTS = { inside: "inside a conduit", violation: "a violation", undecided: "undecided" } as const;

/** Everything that the map shows, in words: zones by level, their devices by role, and what passes between them. */
export function MapList({ layout, highlighted }: MapListProps) {
  return (
    <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
      {layout.zones.map((placed) => (
        <ZoneInWords key={placed.zone.key} placed={placed} layout={layout} highlighted={highlighted} />
      ))}
    </div>
  );
}

function ZoneInWords({ placed, layout, highlighted }: MapListProps & { readonly placed: PlacedZone }) {
  const { zone, devices, groups } = placed;
  const found = highlighted === null ? null : devices.filter(({ id }) => highlighted.has(id));
  const links = layout.links.filter(({ from }) => from === zone.key);
  const level = zone.purdueLevel === null ? "" : `L${zone.purdueLevel} `;
  return (
    <section aria-label={zone.name}>
      <h2 className="font-semibold">
        <span className="text-muted">{level}</span>
        <bdi>{zone.name}</bdi>
      </h2>
      <p className="text-soft">
        {countOf(devices.length, "device")}
        {found === null ? "" : `, ${formatCount(found.length)} found by the query`}
        {zone.riskScore === null ? "" : `; risk ${zone.riskScore.toFixed(1)}, ${zone.riskBand}`}
      </p>
      <ul className="pt-1">
        {groups.map((group) => (
          <li key={group.role ?? ""}>
            <details>
              <summary className="w-fit rounded-sm text-soft hover:text-ink">
                {group.role === null ? "unknown role" : roleTitle(group.role)} {formatCount(group.count)}
              </summary>
              <ul className="flex flex-wrap gap-x-4 pl-4">
                {devices.slice(group.from, group.from + group.count).map((device) => (
                  <li key={device.id}>
                    <Link href={`/devices/${device.id}`} className="rounded-sm hover:underline">
                      <bdi>{device.name}</bdi>
                    </Link>
                    {highlighted?.has(device.id) ? <span className="text-accent text-xs"> found</span> : null}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {links.length > 0 ? (
        <ul className="pt-1 text-soft">
          {links.map((link) => (
            <li key={link.to}>
              to{" "}
              <Link
                href={`/zones?from=${link.from}&to=${link.to}`}
                className="rounded-sm text-accent underline underline-offset-2"
              >
                <bdi>{layout.byKey.get(link.to)?.zone.name}</bdi>
              </Link>
              : {link.protocols.join(", ") || "any protocol"}, {countOf(link.flows, "flow")}
              {link.hasWrites ? ", writes" : ""}, {VERDICTS[link.verdict]}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
