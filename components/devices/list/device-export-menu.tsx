import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { searchOf } from "@/lib/client/api-client";
import { type DeviceSearch, deviceFilterValues, deviceSearchValues } from "@/lib/client/device-search";

/** What the list shows now, as files. */
export function DeviceExportMenu({ search }: { readonly search: DeviceSearch }) {
  const values = deviceSearchValues(search);
  const filter = deviceFilterValues(search);
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm" className="max-md:hidden">
          <Download aria-hidden size={14} />
          Export
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={`/api/v1/exports/devices${searchOf({ format: "csv", ...values })}`} download>
          Devices as CSV
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/v1/exports/devices${searchOf({ format: "json", ...values })}`} download>
          Devices as JSON
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/v1/exports/cyclonedx${searchOf(filter)}`} download>
          Inventory as CycloneDX
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/v1/exports/vex${searchOf({ format: "openvex", ...filter })}`} download>
          Verdicts as OpenVEX
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/v1/exports/vex${searchOf({ format: "cyclonedx", ...filter })}`} download>
          Verdicts as CycloneDX VEX
        </a>
      </MenuItem>
    </Menu>
  );
}
