"use client";

import { type FormEvent, type KeyboardEvent, type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "./failure";

interface FormDialogProps {
  readonly title: string;
  /** One sentence under the title: what will happen. */
  readonly description?: ReactNode;
  readonly width?: "sm" | "md" | "lg";
  /** On the button that does it, with its object: "Sanction 12 devices". */
  readonly verb: string;
  readonly tone?: "primary" | "danger";
  /** False while the button would make no sense yet. */
  readonly isReady?: boolean;
  readonly isBusy: boolean;
  /** Why it was refused; said below the fields. */
  readonly error: Error | null;
  /** Apart from the other buttons, at the left. */
  readonly aside?: ReactNode;
  readonly onSubmit: (form: FormData) => void;
  readonly onClose: () => void;
  /** The fields. */
  readonly children?: ReactNode;
}

/** A form that is sent or given up. Enter sends, with Ctrl or ⌘ also out of a text of several lines, Esc gives up; it stays open until it is closed by who opened it. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, width, verb, tone = "primary", isReady = true, isBusy, error, aside, children } = props;
  const { onSubmit, onClose } = props;
  const formId = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }

  function sendByKeys(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !isReady || isBusy) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={title}
      description={description}
      {...(width ? { width } : {})}
      footer={
        <>
          {aside ? <span className="mr-auto">{aside}</span> : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone={tone} isBusy={isBusy} disabled={!isReady}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} onKeyDown={sendByKeys} className="flex flex-col gap-3">
        {children}
        <Failure error={error} />
      </form>
    </Dialog>
  );
}
