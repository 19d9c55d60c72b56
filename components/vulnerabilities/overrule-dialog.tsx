"use client";

import { useState } from "react";
import { ExpiryField, expiryIn } from "@/components/devices/expiry-field";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { useDecide } from "@/components/devices/use-decide";
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
  const decide = useDecide();
  const [verdict, setVerdict] = useState<"affected" | "not-affected">("not-affected");
  const [days, setDays] = useState<number | null>(180);

  function submit(reason: string) {
    const expiresAt = expiryIn(days);
    const finding = `${row.kind} ${row.key}`;
    decide.mutate(
      {
        decision: { kind: "overrule", deviceIds: [row.deviceId], finding, verdict, reason, expiresAt },
        done: `Overruled ${row.key}`,
      },
      { onSuccess: onClose },
    );
  }

  return (
    <ReasonDialog
      title="Overrule the verdict"
      description="Holds for this device alone, and only as long as what the device says of itself and what the document says of it stay the same."
      verb="Overrule"
      isBusy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label="Verdict">
        <Select value={verdict} onChange={(event) => setVerdict(event.target.value as typeof verdict)}>
          <option value="not-affected">Not affected</option>
          {row.verdict === "possible" ? <option value="affected">Affected</option> : null}
        </Select>
      </Field>
      <ExpiryField label="Until" expiries={EXPIRIES} days={days} onChange={setDays} />
    </ReasonDialog>
  );
}
