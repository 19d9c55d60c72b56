"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { countOf } from "@/lib/domain/say-count";
import { DecisionDialog } from "./decision-dialog";
import { type NamedDevice, objectOf } from "./device-name";
import { NameList } from "./name-list";
import type { WholeGroup } from "./whole-group";

interface OwnerDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly whole?: WholeGroup | null;
  readonly onClose: () => void;
}

/** Says who answers for one or many devices: a person, a team, a supplier. */
export function OwnerDialog({ devices, whole = null, onClose }: OwnerDialogProps) {
  const [owner, setOwner] = useState("");
  const object = objectOf(devices, whole);
  return (
    <DecisionDialog
      title={`Assign an owner to ${object}`}
      description="Whoever answers for it. It stays in the queue until somebody decides."
      verb="Assign owner"
      isReady={owner.trim() !== ""}
      whole={whole}
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
      {whole ? <NameList devices={devices} total={whole.now.total} /> : null}
      {whole && whole.now.owned > 0 ? (
        <p className="text-soft text-xs">
          {countOf(whole.now.owned, "device")} of them {whole.now.owned === 1 ? "has" : "have"} an owner, who is
          replaced.
        </p>
      ) : null}
      <Field label="Owner">
        <Input value={owner} onChange={(event) => setOwner(event.target.value)} required maxLength={200} />
      </Field>
    </DecisionDialog>
  );
}
