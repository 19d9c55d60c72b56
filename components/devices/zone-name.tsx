import type { DeviceRow } from "@/lib/contracts/devices";

/** Zone with its Purdue level: "L1 Intake cell". */
export function ZoneName({ zone }: { readonly zone: DeviceRow["zone"] }) {
  if (zone === null) return <span className="text-muted">unzoned</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span
        className="w-7 shrink-0 text-muted text-xs"
        title={zone.purdueLevel === null ? "No Purdue level" : `Purdue level ${zone.purdueLevel}`}
      >
        {zone.purdueLevel === null ? "" : `L${zone.purdueLevel}`}
      </span>
      <bdi className="truncate" title={zone.name}>
        {zone.name}
      </bdi>
    </span>
  );
}
