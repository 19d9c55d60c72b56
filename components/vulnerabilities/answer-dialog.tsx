"use client";

import { useState } from "react";
import { DecisionDialog } from "@/components/devices/decision-dialog";
import type { DecisionInput } from "@/components/devices/use-decide";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FindingDetailDto, FindingRowDto } from "@/lib/contracts/findings";

/** Questions that a value of the device answers, for this advisory and every other. */
export const FIELD_OF_QUESTION: Readonly<
  Record<string, { readonly field: "firmware" | "serial" | "hardware"; readonly label: string } | undefined>
> = {
  version: { field: "firmware", label: "firmware version" },
  serial: { field: "serial", label: "serial number" },
  hardware: { field: "hardware", label: "hardware version" },
};

interface AnswerDialogProps {
  readonly question: NonNullable<FindingDetailDto["verdict"]>["questions"][number];
  readonly answer: "yes" | "no" | "value";
  readonly row: FindingRowDto;
  readonly onClose: () => void;
}

/** An answer is kept as a person's decision on the device: with its reason, apart from evidence, to be taken back. */
export function AnswerDialog({ question, answer, row, onClose }: AnswerDialogProps) {
  const [value, setValue] = useState("");
  const field = FIELD_OF_QUESTION[question.kind];
  const isValue = answer === "value";
  const deviceIds = [row.deviceId];

  const decision = (reason: string): DecisionInput =>
    isValue && field
      ? { kind: "pin", deviceIds, field: field.field, value: value.trim(), reason }
      : { kind: "answer", deviceIds, question: question.key ?? "", answer: answer === "yes" ? "yes" : "no", reason };

  return (
    <DecisionDialog
      title={question.text}
      description={`Holds for this device, for every advisory that asks the same. ${question.statement && !isValue ? `Yes means: ${question.statement}.` : ""}`}
      verb={isValue && field ? `Set ${field.label}` : `Answer ${answer}`}
      isReady={!isValue || value.trim() !== ""}
      onClose={onClose}
      decision={decision}
      done={isValue && field ? `Set the ${field.label}` : `Answered ${answer}`}
    >
      {isValue && field ? (
        <Field label={field.label[0]?.toUpperCase() + field.label.slice(1)}>
          <Input value={value} maxLength={120} onChange={(event) => setValue(event.target.value)} />
        </Field>
      ) : null}
    </DecisionDialog>
  );
}
