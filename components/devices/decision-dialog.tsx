"use client";

import type { ComponentProps } from "react";
import { ReasonDialog } from "./reason-dialog";
import { type DecisionInput, useDecide } from "./use-decide";

interface DecisionDialogProps extends Omit<ComponentProps<typeof ReasonDialog>, "isBusy" | "error" | "onSubmit"> {
  /** What is decided, for the reason that is given. */
  readonly decision: (reason: string) => DecisionInput;
  /** What is said of it then: "Sanctioned PLC-1". */
  readonly done: string;
  readonly onDecided?: (() => void) | undefined;
}

/** Asks for the reason of a decision, decides, and closes once that is done. */
export function DecisionDialog({ decision, done, onDecided, onClose, ...dialog }: DecisionDialogProps) {
  const decide = useDecide();
  function submit(reason: string) {
    const onSuccess = () => {
      onClose();
      onDecided?.();
    };
    decide.mutate({ decision: decision(reason), done }, { onSuccess });
  }
  return (
    <ReasonDialog {...dialog} isBusy={decide.isPending} error={decide.error} onSubmit={submit} onClose={onClose} />
  );
}
