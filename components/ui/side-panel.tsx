"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";

interface SidePanelProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly header?: ReactNode;
  /** Moves when something else is shown, so that the panel starts at its top again. */
  readonly contentKey: string;
  readonly children: ReactNode;
}

/**
 * The peek: beside the list, not over it, and never modal. On narrow screens it covers the page. Esc closes it while
 * focus is inside; from the list, its own key or `useCloseKey` does.
 */
export function SidePanel({ label, onClose, header, contentKey, children }: SidePanelProps) {
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls up exactly when the content changes
  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [contentKey]);
  return (
    <aside
      aria-label={label}
      className="fixed inset-0 z-30 flex animate-slide-in flex-col border-l bg-surface md:static md:z-auto md:w-95 md:shrink-0 xl:w-110"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className="flex items-start gap-2 border-b py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1">{header}</div>
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={body} className="scroll-area relative min-h-0 flex-1" tabIndex={0} aria-label={`${label}, details`}>
        {children}
      </section>
    </aside>
  );
}
