"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { sentenceOf } from "@/lib/client/api-problem";

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
  const formId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get("reason")).trim());
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={title}
      width={width}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={isBusy} disabled={!isReady}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {children}
        <Field label="Reason" hint="Kept with your name in the audit log.">
          <Textarea name="reason" required minLength={3} maxLength={500} />
        </Field>
        {error ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
