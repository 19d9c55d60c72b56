"use client";

import { type ReactNode, useRef } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Button } from "@/components/ui/button";
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

/** What this tab was told last: of two hundred devices many are decided for one reason. */
let lastReason: string | null = null;

/** Every decision asks why, and keeps the answer. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, verb, isReady = true, isBusy, error, onSubmit, onClose, children, width = "sm" } = props;

  const field = useRef<HTMLTextAreaElement>(null);

  function submit(form: FormData) {
    lastReason = String(form.get("reason")).trim();
    onSubmit(lastReason);
  }

  function takeLast(reason: string) {
    if (!field.current) return;
    field.current.value = reason;
    field.current.focus();
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
      <Field
        label="Reason"
        hint={
          <>
            Kept with your name in the audit log. <span className="max-md:hidden">Ctrl Enter sends it.</span>
          </>
        }
      >
        <Textarea ref={field} name="reason" required minLength={3} maxLength={500} />
      </Field>
      {lastReason === null ? null : <LastReason reason={lastReason} onTake={takeLast} />}
    </FormDialog>
  );
}

interface LastReasonProps {
  readonly reason: string;
  readonly onTake: (reason: string) => void;
}

function LastReason({ reason, onTake }: LastReasonProps) {
  return (
    <Button size="sm" className="min-w-0 shrink! self-start" onClick={() => onTake(reason)}>
      <span className="truncate">
        As last: <bdi>{reason}</bdi>
      </span>
    </Button>
  );
}
