"use client";

import { Dialog as RadixDialog } from "radix-ui";
import { useState } from "react";
import { keepForToasts } from "@/components/ui/outside-of";
import { useFocusReturn } from "@/components/ui/use-focus-return";
import { typedAhead } from "@/components/ui/use-late-part";
import { PaletteContent } from "./palette-content";

export interface PaletteDialogProps {
  readonly onClose: () => void;
}

/** The palette's window, open as long as it is drawn. */
export function PaletteDialog({ onClose }: PaletteDialogProps) {
  const [firstWords] = useState(typedAhead);
  const { remember, onCloseAutoFocus } = useFocusReturn();
  return (
    <RadixDialog.Root open onOpenChange={onClose}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            remember();
            goOnTyping(event);
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          onInteractOutside={keepForToasts}
          className="-translate-x-1/2 fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-150 animate-pop overflow-hidden rounded-lg bg-raised shadow-pop outline-none"
        >
          <RadixDialog.Title className="sr-only">Find anything</RadixDialog.Title>
          <PaletteContent firstWords={firstWords} onDone={onClose} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** By itself the dialog would mark what was typed already, and the next letter would take its place. */
function goOnTyping(event: Event): void {
  const input = event.currentTarget instanceof Element ? event.currentTarget.querySelector("input") : null;
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
}
