"use client";

import { clsx } from "clsx";
import { Popover as RadixPopover } from "radix-ui";
import { type ReactNode, type RefObject, useRef } from "react";
import { outsideOf } from "./outside-of";
import { useFocusOfAnchor } from "./use-focus-return";

interface PopoverPanelProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly align: "start" | "center" | "end";
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The panel of a `Popover`, open as long as it is drawn. Esc gives the focus back to what opened it. */
export function PopoverPanel({ id, anchor, label, align, onClose, className, children }: PopoverPanelProps) {
  const isLeft = useRef(false);
  const giveFocusBack = useFocusOfAnchor(anchor, isLeft);
  return (
    <RadixPopover.Root open onOpenChange={onClose}>
      <RadixPopover.Anchor virtualRef={anchor} />
      <RadixPopover.Portal>
        <RadixPopover.Content
          id={id}
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={outsideOf(anchor, isLeft)}
          onCloseAutoFocus={giveFocusBack}
          className={clsx(
            "scroll-area z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] animate-pop rounded-lg bg-raised p-3 text-sm shadow-pop outline-none",
            className,
          )}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
