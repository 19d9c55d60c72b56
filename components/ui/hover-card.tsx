"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FloatingPart } from "./use-floating-parts";

const [OPEN_MS, CLOSE_MS] = [250, 120];

interface HoverCardProps {
  /** Names what is opened, for those who press instead of hovering. */
  readonly label: string;
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * Details one hover away. Also opens on focus; pressed, it takes the focus, so that its links are one Tab away, and Esc gives
 * the focus back.
 */
export function HoverCard({ label, trigger, children, className }: HoverCardProps) {
  const [opened, setOpened] = useState<"hovered" | "pressed" | null>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The focus comes back from the card, and must not open it again. */
  const isReturning = useRef(false);
  const id = useId();
  const isOpen = opened !== null;
  useEffect(() => () => clearTimeout(timer.current), []);

  function soon(change: () => void, delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(change, delayMs);
  }
  const openSoon = () => soon(() => setOpened((it) => it ?? "hovered"), OPEN_MS);
  const closeSoon = () => soon(() => setOpened((it) => (it === "hovered" ? null : it)), CLOSE_MS);
  function close() {
    clearTimeout(timer.current);
    isReturning.current = opened === "pressed" && document.activeElement !== anchor.current;
    setOpened(null);
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className={className}
        onPointerEnter={(event) => event.pointerType !== "touch" && openSoon()}
        onPointerLeave={(event) => event.pointerType !== "touch" && closeSoon()}
        onFocus={(event) => {
          if (!isReturning.current && event.currentTarget.matches(":focus-visible")) openSoon();
          isReturning.current = false;
        }}
        onBlur={closeSoon}
        onClick={(event) => {
          event.stopPropagation();
          clearTimeout(timer.current);
          setOpened((it) => (it === "pressed" ? null : "pressed"));
        }}
      >
        {trigger}
      </button>
      {isOpen ? (
        <FloatingPart onGiveUp={close} isByTheWay={opened === "hovered"}>
          {({ HoverPanel }) => (
            <HoverPanel
              id={id}
              label={label}
              anchor={anchor}
              isPressed={opened === "pressed"}
              onStay={() => clearTimeout(timer.current)}
              onLeave={closeSoon}
              onClose={close}
            >
              {children}
            </HoverPanel>
          )}
        </FloatingPart>
      ) : null}
    </>
  );
}
