"use client";

import { useState } from "react";
import { DecisionDialog } from "@/components/devices/decision-dialog";
import { ExpiryField, expiryIn } from "@/components/devices/expiry-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { FindingRowDto } from "@/lib/contracts/findings";
import { EXPIRIES } from "./expiries";

interface OverruleDialogProps {
  readonly row: FindingRowDto;
  readonly onClose: () => void;
}

/** A person's word against the documents: with its reason, and an end. */
export function OverruleDialog({ row, onClose }: OverruleDialogProps) {
  const [verdict, setVerdict] = useState<"affected" | "not-affected">("not-affected");
  const [days, setDays] = useState<number | null>(180);

  return (
    <DecisionDialog
      title="Overrule the verdict"
      description="Holds for this device alone, and only as long as what the device says of itself and what the document says of it stay the same."
      verb="Overrule"
      onClose={onClose}
      decision={(reason) => ({
        ...{ kind: "overrule", deviceIds: [row.deviceId], finding: `${row.kind} ${row.key}`, verdict, reason },
        expiresAt: expiryIn(days),
      })}
      done={`Overruled ${row.key}`}
    >
      <Field label="Verdict">
        <Select value={verdict} onChange={(event) => setVerdict(event.target.value as typeof verdict)}>
          <option value="not-affected">Not affected</option>
          {row.verdict === "possible" ? <option value="affected">Affected</option> : null}
        </Select>
      </Field>
      <ExpiryField label="Until" expiries={EXPIRIES} days={days} onChange={setDays} />
    </DecisionDialog>
  );
}
