"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DeviceFieldDto } from "@/lib/contracts/devices";
import type { IdentityField } from "@/lib/domain/observation";
import { DecisionDialog } from "../decision-dialog";
import { FIELD_LABELS } from "../field-labels";

interface PinDialogProps {
  readonly deviceId: string;
  readonly field: IdentityField;
  /** What is known now; null when nothing is. */
  readonly known: DeviceFieldDto | null;
  readonly onClose: () => void;
}

/** A person says what is true; the evidence stays, and the pin can be undone. */
export function PinDialog({ deviceId, field, known, onClose }: PinDialogProps) {
  const [value, setValue] = useState(known?.value ?? "");
  const label = FIELD_LABELS[field].toLowerCase();
  const suggestions = [...new Set((known?.dissenting ?? []).map((it) => it.value))].slice(0, 4);

  return (
    <DecisionDialog
      title={`Pin the ${label}`}
      description="Your value stands above all sources until you undo it. What they say is kept."
      verb={`Pin ${label}`}
      isReady={value.trim() !== ""}
      decision={(reason) => ({ kind: "pin", deviceIds: [deviceId], field, value: value.trim(), reason })}
      done={`Pinned the ${label}`}
      onClose={onClose}
    >
      <Field label={FIELD_LABELS[field]}>
        <Input value={value} onChange={(event) => setValue(event.target.value)} required maxLength={512} />
      </Field>
      {suggestions.length > 0 ? (
        <div>
          <p className="label-quiet pb-1">Other sources say</p>
          <ul className="flex flex-wrap gap-1.5">
            {suggestions.map((it) => (
              <li key={it} className="max-w-full">
                <button
                  type="button"
                  onClick={() => setValue(it)}
                  className="block h-6 max-w-full truncate rounded-sm border border-line-strong px-1.5 text-xs hover:bg-hover"
                >
                  <bdi>{it}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </DecisionDialog>
  );
}
