"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { DecisionDialog } from "./decision-dialog";
import { type NamedDevice, objectOf } from "./device-name";

interface OwnerDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly onClose: () => void;
}

/** Says who answers for one or many devices: a person, a team, a supplier. */
export function OwnerDialog({ devices, onClose }: OwnerDialogProps) {
  const [owner, setOwner] = useState("");
  const object = objectOf(devices);
  return (
    <DecisionDialog
      title={`Assign an owner to ${object}`}
      description="Whoever answers for it. It stays in the queue until somebody decides."
      verb="Assign owner"
      isReady={owner.trim() !== ""}
      onClose={onClose}
      decision={(reason) => ({
        kind: "pin",
        deviceIds: devices.map((it) => it.id),
        field: "owner",
        value: owner.trim(),
        reason,
      })}
      done={`Assigned ${object} to ${owner.trim()}`}
    >
      <Field label="Owner">
        <Input value={owner} onChange={(event) => setOwner(event.target.value)} required maxLength={200} />
      </Field>
    </DecisionDialog>
  );
}
