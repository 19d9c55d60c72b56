"use client";

import { Portal } from "radix-ui";
import { DismissableLayer, Popper } from "radix-ui/internal";
import type { ReactNode, RefObject } from "react";
import { Kbd } from "./kbd";

interface TooltipPanelProps {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly side: "top" | "right" | "bottom" | "left";
  readonly shortcut: string | undefined;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The words of a `Tooltip`, open as long as they are drawn. Esc closes them and nothing else. */
export function TooltipPanel({ id, anchor, side, shortcut, onStay, onLeave, onClose, children }: TooltipPanelProps) {
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={anchor} />
      <Portal.Root asChild>
        <DismissableLayer.Root
          asChild
          disableOutsidePointerEvents={false}
          onFocusOutside={(event) => event.preventDefault()}
          onDismiss={onClose}
        >
          <Popper.Content
            id={id}
            role="tooltip"
            side={side}
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={onStay}
            onPointerLeave={onLeave}
            className="z-50 flex max-w-80 animate-pop items-center gap-2 break-words rounded-md bg-raised px-2 py-1 text-ink text-xs shadow-pop"
          >
            {children}
            {shortcut ? <Kbd keys={shortcut} /> : null}
          </Popper.Content>
        </DismissableLayer.Root>
      </Portal.Root>
    </Popper.Root>
  );
}
