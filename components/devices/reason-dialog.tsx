"use client";

import type { ReactNode } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";

interface ReasonDialogProps {
  readonly title: string;
  /** What it means, in a sentence or two. */
  readonly description: string;
  /** On the button, with its object: "Sanction 12 devices". */
  readonly verb: string;
  readonly isReady?: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
  /** What is asked besides the reason. */
  readonly children?: ReactNode;
  readonly width?: "sm" | "md" | "lg";
}

/** Every decision asks why, and keeps the answer. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, verb, isReady = true, isBusy, error, onSubmit, onClose, children, width = "sm" } = props;

  function submit(form: FormData) {
    onSubmit(String(form.get("reason")).trim());
  }

  return (
    <FormDialog
      title={title}
      width={width}
      description={description}
      verb={verb}
      isReady={isReady}
      isBusy={isBusy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      {children}
      <Field label="Reason" hint="Kept with your name in the audit log. Ctrl Enter sends it.">
        <Textarea name="reason" required minLength={3} maxLength={500} />
      </Field>
    </FormDialog>
  );
}
