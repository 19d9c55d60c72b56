"use client";

import { Popover as RadixPopover } from "radix-ui";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { outsideOf } from "./outside-of";

interface HoverPanelProps {
  readonly id: string;
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  /** It was asked for, and takes the focus; else it only looks on. */
  readonly isPressed: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The card of a `HoverCard`, open as long as it is drawn. */
export function HoverPanel({ id, label, anchor, isPressed, onStay, onLeave, onClose, children }: HoverPanelProps) {
  const content = useRef<HTMLDivElement>(null);
  const isLeft = useRef(false);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (isPressed) content.current?.focus();
  }, [isPressed]);
  return (
    <RadixPopover.Root open onOpenChange={onClose}>
      <RadixPopover.Anchor virtualRef={anchor} />
      <RadixPopover.Portal>
        <RadixPopover.Content
          ref={content}
          id={id}
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (isPressed) content.current?.focus();
          }}
          onFocus={() => {
            hadFocus.current = true;
          }}
          onFocusOutside={(event) => {
            if (!isPressed) event.preventDefault();
          }}
          onInteractOutside={outsideOf(anchor, isLeft)}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (hadFocus.current && !isLeft.current) anchor.current?.focus();
          }}
          onPointerEnter={onStay}
          onPointerLeave={onLeave}
          onClick={(event) => event.stopPropagation()}
          tabIndex={-1}
          className="z-50 w-80 max-w-[calc(100vw-16px)] animate-pop rounded-lg bg-raised p-3 text-sm shadow-pop outline-none"
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
