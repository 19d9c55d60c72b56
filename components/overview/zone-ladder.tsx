import Link from "next/link";
import { RiskBar } from "@/components/devices/risk-bar";
import type { Overview } from "@/lib/contracts/overview";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { countOf } from "@/lib/domain/say-count";

interface ZoneLadderProps {
  readonly zones: Overview["zones"];
  /** Of the whole plant: those that no zone has are said, for the picture leaves them out. */
  readonly deviceCount: number;
}

/** Zones from the enterprise down to the process, as on a plant drawing, each with its mean risk. */
export function ZoneLadder({ zones, deviceCount }: ZoneLadderProps) {
  const unzoned = deviceCount - zones.reduce((sum, zone) => sum + zone.deviceCount, 0);
  if (zones.length === 0) {
    return (
      <p className="border-t py-3 text-soft">
        No zones yet.{" "}
        <Link href="/zones?tab=list" className="text-accent underline underline-offset-2">
          Draw the first one
        </Link>{" "}
        to see where the risk lies.
      </p>
    );
  }
  return (
    <ol className="border-t">
      {zones.map((zone, index) => (
        <li key={zone.id}>
          <Link
            href={livingDevicesHref({ zone: zone.id })}
            className="grid min-h-9 py-1 md:py-0 grid-cols-[2.25rem_minmax(0,1fr)_minmax(7rem,40%)] items-center gap-2 border-b hover:bg-hover"
          >
            <span className="text-muted text-xs">
              {index > 0 && zone.purdueLevel === zones[index - 1]?.purdueLevel
                ? ""
                : zone.purdueLevel === null
                  ? "none"
                  : `L${zone.purdueLevel}`}
            </span>
            <span className="flex min-w-0 flex-col md:flex-row md:items-baseline md:gap-2">
              <bdi className="truncate">{zone.name}</bdi>
              <span className="shrink-0 text-muted text-xs">
                {countOf(zone.deviceCount, "device")}
                {zone.unsanctionedCount > 0 ? (
                  <span className="text-risk-high-text"> · {zone.unsanctionedCount} unsanctioned</span>
                ) : null}
              </span>
            </span>
            <RiskBar score={zone.riskScore} band={zone.riskBand} isAggregate hasWord />
          </Link>
        </li>
      ))}
      {unzoned > 0 ? (
        <li>
          <Link
            href={livingDevicesHref({ zone: "unzoned" })}
            className="flex min-h-9 items-center gap-2 border-b text-muted hover:bg-hover hover:text-ink"
          >
            {countOf(unzoned, "more device is in no zone", "more devices are in no zone")}
          </Link>
        </li>
      ) : null}
    </ol>
  );
}
