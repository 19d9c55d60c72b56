"use client";

import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FloatingPart } from "./use-floating-parts";
import { withTriggerProps } from "./with-trigger-props";

const OPEN_MS = 350;
/** Time to move from the element to its words. */
const CLOSE_MS = 100;
/** Who has just read one need not wait for the next. */
const AT_ONCE_WITHIN_MS = 150;

let lastClosedAtMs = 0;

interface TooltipProps {
  readonly text: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** One focusable element. */
  readonly children: ReactElement;
}

/** A short explanation on hover and focus. Nothing that is needed to work stands only here. */
export function Tooltip({ text, shortcut, side = "bottom", children }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);

  function open(delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(true), delayMs);
  }
  function close() {
    clearTimeout(timer.current);
    if (isOpen) lastClosedAtMs = performance.now();
    setIsOpen(false);
  }
  function closeSoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(close, CLOSE_MS);
  }

  return (
    <>
      {withTriggerProps(children, {
        ref: anchor,
        ...(isOpen ? { "aria-describedby": id } : {}),
        onPointerEnter: (event) => {
          if (event.pointerType === "touch") return;
          open(performance.now() - lastClosedAtMs < AT_ONCE_WITHIN_MS ? 0 : OPEN_MS);
        },
        onPointerLeave: closeSoon,
        // Only where the focus is shown: a press moves it too, and has what it wanted.
        onFocus: (event) => event.currentTarget.matches(":focus-visible") && open(0),
        onBlur: close,
        onPointerDown: close,
        onClick: close,
      })}
      {isOpen ? (
        <FloatingPart onGiveUp={close} isByTheWay>
          {({ TooltipPanel }) => (
            <TooltipPanel
              id={id}
              anchor={anchor}
              side={side}
              shortcut={shortcut}
              onStay={() => clearTimeout(timer.current)}
              onLeave={closeSoon}
              onClose={close}
            >
              {text}
            </TooltipPanel>
          )}
        </FloatingPart>
      ) : null}
    </>
  );
}
