import { clsx } from "clsx";
import Link from "next/link";
import type { SupplierReachDto } from "@/lib/contracts/suppliers";
import { countOf, formatCount } from "@/lib/domain/say-count";

/** Supplier × zone: who reaches what, with how many devices; whoever reaches most stands at the top. */
export function ReachPicture({ zones, items: rows }: SupplierReachDto) {
  const most = rows.reduce((max, { places }) => places.reduce((so, it) => Math.max(so, it.devices), max), 1);
  const hasSites = new Set(zones.map((it) => it.site)).size > 1;
  return (
    <table aria-label="Suppliers by zones" className="border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky left-0 z-10 bg-surface px-4 pb-2 text-left align-bottom font-medium text-muted text-xs md:pl-6"
          >
            Supplier
          </th>
          <th scope="col" className="px-2 pb-2 text-right align-bottom font-medium text-muted text-xs">
            Zones
          </th>
          {zones.map((zone) => (
            <th key={zone.id} scope="col" className="h-36 w-9 min-w-9 pb-2 align-bottom font-normal text-xs">
              <Link
                href={`/devices?zone=${zone.id}`}
                title={hasSites ? `${zone.name}, ${zone.site}` : zone.name}
                className="mx-auto block max-h-32 truncate rounded-sm text-soft [writing-mode:vertical-rl] rotate-180 hover:underline"
              >
                <bdi>{zone.name}</bdi>
                {hasSites ? <span className="text-muted"> {zone.site}</span> : null}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((supplier) => (
          <tr key={supplier.id}>
            <th
              scope="row"
              className="sticky left-0 z-10 max-w-44 border-t bg-surface px-4 py-1 text-left font-medium md:max-w-72 md:pl-6"
            >
              <bdi className="block truncate">{supplier.name}</bdi>
              <span className="block truncate font-normal text-muted text-xs">{supplier.tools.join(", ")}</span>
            </th>
            <td className="border-t px-2 text-right font-medium">{formatCount(supplier.zones)}</td>
            {zones.map((zone) => (
              <ReachCell
                key={zone.id}
                name={zone.name}
                place={supplier.places.find((it) => it.zoneId === zone.id)}
                most={most}
              />
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th
            scope="row"
            className="sticky left-0 z-10 border-t bg-surface px-4 py-1 text-left font-normal text-muted text-xs md:pl-6"
          >
            Suppliers in the zone
          </th>
          <td className="border-t" />
          {zones.map((zone) => (
            <td key={zone.id} className="border-t py-1 text-center text-muted text-xs">
              {formatCount(rows.filter(({ places }) => places.some((it) => it.zoneId === zone.id)).length)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

interface ReachCellProps {
  readonly name: string;
  readonly place: SupplierReachDto["items"][number]["places"][number] | undefined;
  readonly most: number;
}

/** The darker, the more devices. */
function ReachCell({ name, place, most }: ReachCellProps) {
  if (!place)
    return (
      <td className="border-t p-0.5">
        <span className="block h-7 rounded-sm bg-canvas" />
      </td>
    );
  const share = Math.log1p(place.devices) / Math.log1p(most);
  return (
    <td className="border-t p-0.5" title={`${name}: ${countOf(place.devices, "device")} by ${place.tools.join(", ")}`}>
      <span className="relative flex h-7 items-center justify-center overflow-hidden rounded-sm text-xs">
        <span aria-hidden className="absolute inset-0 bg-accent" style={{ opacity: 0.12 + 0.28 * share }} />
        <span className={clsx("relative", place.devices === 0 && "text-muted")}>{formatCount(place.devices)}</span>
      </span>
    </td>
  );
}
