"use client";

import type { DialogPanelProps } from "./dialog-panel";
import { FloatingPart } from "./use-floating-parts";

interface DialogProps extends DialogPanelProps {
  readonly isOpen: boolean;
}

/** A question that must be answered before anything else. Esc closes, focus returns to where it was. */
export function Dialog({ isOpen, ...panel }: DialogProps) {
  return isOpen ? (
    <FloatingPart onGiveUp={() => panel.onOpenChange(false)}>
      {({ DialogPanel }) => <DialogPanel {...panel} />}
    </FloatingPart>
  ) : null;
}
