import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ZoneDto } from "@/lib/contracts/zones";
import { countOf } from "@/lib/domain/say-count";

interface DeleteZoneDialogProps {
  readonly zone: ZoneDto;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what deleting a zone does, and does not do. */
export function DeleteZoneDialog({ zone, isBusy, onConfirm, onClose }: DeleteZoneDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Delete ${zone.name}`}
      description={`${countOf(zone.deviceCount, "device falls", "devices fall")} to another zone's rules or to no zone. Its conduits go too. Devices, evidence and flows stay.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" isBusy={isBusy} onClick={onConfirm}>
            Delete zone
          </Button>
        </>
      }
    />
  );
}
