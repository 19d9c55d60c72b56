import { ImportLink } from "@/components/shell/import-link";
import { EmptyState } from "@/components/ui/empty-state";
import { NothingFits } from "@/components/ui/nothing-fits";

interface NothingToShowProps {
  readonly isInventoryEmpty: boolean;
  readonly onClear: () => void;
}

/** Either nothing was imported yet, or nothing fits: each with the way out. */
export function NothingToShow({ isInventoryEmpty, onClear }: NothingToShowProps) {
  return isInventoryEmpty ? (
    <EmptyState title="Devices will stand here" action={<ImportLink>Import captures, logs, scans or lists</ImportLink>}>
      Each device that is seen in a capture, answers a scan or stands in a list becomes one row, however many sources
      speak of it.
    </EmptyState>
  ) : (
    <NothingFits title="No device fits all of these" onClear={onClear}>
      Take a filter away, or try another spelling. Words are looked for in names, addresses, vendors, models, serials
      and firmware.
    </NothingFits>
  );
}
