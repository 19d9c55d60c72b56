"use client";

import { HoverCard as RadixHoverCard } from "radix-ui";
import { type ReactNode, useState } from "react";

interface HoverCardProps {
  /** Names what is opened, for those who press instead of hovering. */
  readonly label: string;
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Details one hover away; also opens on focus, press and touch, and closes with Esc. */
export function HoverCard({ label, trigger, children, className }: HoverCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <RadixHoverCard.Root open={isOpen} onOpenChange={setIsOpen} openDelay={250} closeDelay={120}>
      <RadixHoverCard.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          aria-expanded={isOpen}
          className={className}
          onClick={(event) => {
            event.stopPropagation();
            setIsOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && isOpen) {
              event.stopPropagation();
              setIsOpen(false);
            }
          }}
        >
          {trigger}
        </button>
      </RadixHoverCard.Trigger>
      <RadixHoverCard.Portal>
        <RadixHoverCard.Content
          role="dialog"
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 w-80 max-w-[calc(100vw-16px)] animate-pop rounded-lg bg-raised p-3 text-sm shadow-pop"
          onClick={(event) => event.stopPropagation()}
        >
          {children}
        </RadixHoverCard.Content>
      </RadixHoverCard.Portal>
    </RadixHoverCard.Root>
  );
}
