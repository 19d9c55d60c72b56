"use client";

import type { ComponentProps } from "react";
import { ReasonDialog } from "./reason-dialog";
import { type DecisionInput, useDecide } from "./use-decide";
import type { WholeGroup } from "./whole-group";

interface DecisionDialogProps extends Omit<ComponentProps<typeof ReasonDialog>, "isBusy" | "error" | "onSubmit"> {
  /** What is decided, for the reason that is given. */
  readonly decision: (reason: string) => DecisionInput;
  /** What is said of it then: "Sanctioned PLC-1". */
  readonly done: string;
  /** In place of the devices that the decision names: all of their group. */
  readonly whole?: WholeGroup | null | undefined;
  readonly onDecided?: (() => void) | undefined;
}

/** Asks for the reason of a decision, decides, and closes once that is done. */
export function DecisionDialog({ decision, done, whole, onDecided, onClose, ...dialog }: DecisionDialogProps) {
  const decide = useDecide();
  function submit(reason: string) {
    const onSuccess = () => {
      onClose();
      onDecided?.();
    };
    decide.mutate({ decision: decision(reason), done, whole: whole ?? null }, { onSuccess });
  }
  return (
    <ReasonDialog {...dialog} isBusy={decide.isPending} error={decide.error} onSubmit={submit} onClose={onClose} />
  );
}
