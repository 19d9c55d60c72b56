import { clsx } from "clsx";
import type { DeviceRow } from "@/lib/contracts/devices";

interface ZoneNameProps {
  readonly zone: DeviceRow["zone"];
  /** In columns the names stand under each other, whatever their level. */
  readonly isAligned?: boolean;
}

/** Zone with its Purdue level: "L1 Intake cell". */
export function ZoneName({ zone, isAligned }: ZoneNameProps) {
  if (zone === null) return <span className="text-muted">unzoned</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      {zone.purdueLevel === null && !isAligned ? null : (
        <span
          className={clsx("shrink-0 text-muted text-xs", isAligned && "w-6")}
          title={zone.purdueLevel === null ? "No Purdue level" : `Purdue level ${zone.purdueLevel}`}
        >
          {zone.purdueLevel === null ? "" : `L${zone.purdueLevel}`}
        </span>
      )}
      <bdi className="truncate" title={zone.name}>
        {zone.name}
      </bdi>
    </span>
  );
}
