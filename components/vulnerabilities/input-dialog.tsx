"use client";

import { useState } from "react";
import { DecisionDialog } from "@/components/devices/decision-dialog";
import { ExpiryField, expiryIn } from "@/components/devices/expiry-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { INPUT_VALUES } from "@/lib/domain/finding/override-input";
import { EXPIRIES } from "./expiries";
import { INPUT_QUESTIONS, valueWords } from "./input-words";

interface InputDialogProps {
  readonly row: FindingDetailDto["row"];
  readonly name: keyof typeof INPUT_VALUES;
  readonly value: string;
  readonly onClose: () => void;
}

/** A person's word on one input of the decision: with its reason, and an end. */
export function InputDialog({ row, name, value: now, onClose }: InputDialogProps) {
  const [value, setValue] = useState(now);
  const [days, setDays] = useState<number | null>(180);

  return (
    <DecisionDialog
      title={INPUT_QUESTIONS[name]}
      description="Holds for this finding on this device. What the feeds and the traffic say stays beside it, and the decision follows at once."
      verb={`Set ${name}`}
      onClose={onClose}
      decision={(reason) => ({
        ...{ kind: "input", deviceIds: [row.deviceId], finding: `${row.kind} ${row.key}`, input: name, value, reason },
        expiresAt: expiryIn(days),
      })}
      done={`Set ${name} of ${row.key}`}
    >
      <Field label={INPUT_QUESTIONS[name]} isLabelHidden hint={`${name} in the tables of SSVC and BOD 26-04.`}>
        <Select value={value} onChange={(event) => setValue(event.target.value)}>
          {INPUT_VALUES[name].map((it) => (
            <option key={it} value={it}>
              {`${valueWords(name, it)} (${it})`}
            </option>
          ))}
        </Select>
      </Field>
      <ExpiryField label="Until" expiries={EXPIRIES} days={days} onChange={setDays} />
    </DecisionDialog>
  );
}
