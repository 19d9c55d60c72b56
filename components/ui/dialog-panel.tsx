"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { keepForToasts } from "./outside-of";
import { useFocusReturn } from "./use-focus-return";

export interface DialogPanelProps {
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  /** One sentence under the title: what will happen. */
  readonly description?: ReactNode;
  /** Buttons, right-aligned; the primary one last. */
  readonly footer?: ReactNode;
  readonly width?: "sm" | "md" | "lg";
  readonly children?: ReactNode;
}

const WIDTHS = { sm: "max-w-105", md: "max-w-140", lg: "max-w-220" } as const;

/**
 * What is asked for gets the focus, not the cross in the corner, nor a choice that is made already: who presses I and
 * writes a reason must not change for how long. A field with `autoFocus` would have it before the dialog could remember
 * where it was.
 */
function focusFirstField(event: Event): void {
  const fields = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(
    "input, textarea, select, [data-field]",
  );
  const field = [...fields].find((it) => !(it instanceof HTMLSelectElement && it.value !== "")) ?? fields[0];
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** The dialog itself, open as long as it is drawn. */
export function DialogPanel({ onOpenChange, title, description, footer, width = "sm", children }: DialogPanelProps) {
  const { remember, onCloseAutoFocus } = useFocusReturn();
  return (
    <RadixDialog.Root open onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          onOpenAutoFocus={(event) => {
            remember();
            focusFirstField(event);
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          onInteractOutside={keepForToasts}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={clsx(
            "-translate-x-1/2 fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-32px)] animate-pop flex-col rounded-lg bg-raised shadow-pop outline-none",
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-2 px-4 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="font-semibold text-md">{title}</RadixDialog.Title>
              {description ? (
                <RadixDialog.Description className="mt-1 text-soft">{description}</RadixDialog.Description>
              ) : null}
            </div>
            <RadixDialog.Close
              aria-label="Close"
              className="-mr-1 inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden size={16} />
            </RadixDialog.Close>
          </header>
          <div className="scroll-area relative min-h-0 flex-1 px-4 pt-1 pb-4">{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer> : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
