"use client";

import { useState } from "react";
import { DecisionDialog } from "./decision-dialog";
import { DecisionPreview } from "./decision-preview";
import { deviceTitle, type NamedDevice } from "./device-name";
import { DeviceSearch, type FoundDevice } from "./device-search";

interface MergeDialogProps {
  readonly device: NamedDevice;
  readonly onClose: () => void;
}

interface MergePairDialogProps {
  readonly first: { readonly id: string; readonly name: string };
  readonly second: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Two given records that are one device. */
export function MergePairDialog({ first, second, onClose }: MergePairDialogProps) {
  const deviceIds = [first.id, second.id];
  return (
    <DecisionDialog
      title={`Merge ${first.name} and ${second.name}`}
      description="Both become one record with the cards, addresses and history of both. You can undo it."
      verb="Merge the two"
      width="md"
      onClose={onClose}
      decision={(reason) => ({ kind: "merge", deviceIds, reason })}
      done={`Merged ${first.name} and ${second.name}`}
    >
      <DecisionPreview decision={{ kind: "merge", deviceIds, reason: "preview" }} />
    </DecisionDialog>
  );
}

/** Two records that are one device: choose the other, see the result, say why. */
export function MergeDialog({ device, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<FoundDevice | null>(null);
  const deviceIds = other ? [device.id, other.id] : [];

  return (
    <DecisionDialog
      title={`Merge ${deviceTitle(device)} with another device`}
      description="Both become one record with the cards, addresses and history of both. You can undo it."
      verb="Merge the two"
      width="md"
      isReady={other !== null}
      onClose={onClose}
      decision={(reason) => ({ kind: "merge", deviceIds, reason })}
      done={`Merged ${deviceTitle(device)} and ${other?.title}`}
    >
      {other ? (
        <>
          <p className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 truncate">
              With <bdi className="font-medium">{other.title}</bdi>
            </span>
            <button type="button" className="shrink-0 text-accent underline" onClick={() => setOther(null)}>
              Choose another
            </button>
          </p>
          <DecisionPreview decision={{ kind: "merge", deviceIds, reason: "preview" }} />
        </>
      ) : (
        <DeviceSearch
          label="The other device"
          hint="By any of its names, addresses or numbers."
          without={[device.id]}
          onChoose={setOther}
        />
      )}
    </DecisionDialog>
  );
}
