"use client";

import { type ReactElement, type ReactNode, useId, useRef, useState } from "react";
import { FloatingPart } from "./use-floating-parts";
import { withTriggerProps } from "./with-trigger-props";

interface PopoverProps {
  /** One focusable element that opens it. */
  readonly trigger: ReactElement;
  /** Names the panel for screen readers. */
  readonly label: string;
  readonly align?: "start" | "center" | "end";
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small panel that belongs to its trigger. */
export function Popover({ trigger, label, align = "start", isOpen, onOpenChange, className, children }: PopoverProps) {
  const [isOwnOpen, setIsOwnOpen] = useState(false);
  const anchor = useRef<HTMLElement>(null);
  const id = useId();
  const isShown = isOpen ?? isOwnOpen;

  function change(next: boolean) {
    setIsOwnOpen(next);
    onOpenChange?.(next);
  }

  return (
    <>
      {withTriggerProps(trigger, {
        ref: anchor,
        "aria-haspopup": "dialog",
        "aria-expanded": isShown,
        "data-state": isShown ? "open" : "closed",
        ...(isShown ? { "aria-controls": id } : {}),
        onClick: () => change(!isShown),
      })}
      {isShown ? (
        <FloatingPart onGiveUp={() => change(false)}>
          {({ PopoverPanel }) => (
            <PopoverPanel
              id={id}
              anchor={anchor}
              label={label}
              align={align}
              onClose={() => change(false)}
              {...(className ? { className } : {})}
            >
              {children}
            </PopoverPanel>
          )}
        </FloatingPart>
      ) : null}
    </>
  );
}
