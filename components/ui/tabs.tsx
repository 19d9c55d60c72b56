"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, use, useId } from "react";
import { stepByArrows } from "./step-by-arrows";
import { useCurrentInView } from "./use-current-in-view";

interface Chosen {
  readonly value: string;
  readonly id: string;
}

const ChosenContext = createContext<Chosen | null>(null);
const tabId = (id: string, value: string) => `${id}-tab-${value}`;
const panelId = (id: string, value: string) => `${id}-panel-${value}`;

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | null }[];
  /** `TabPanel`s. */
  readonly children: ReactNode;
  /** Takes the height that is left, and each panel scrolls by itself. */
  readonly isFilling?: boolean;
}

/** Views of one thing. The chosen one belongs in the URL. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children, isFilling }: TabsProps<Value>) {
  const row = useCurrentInView<HTMLDivElement>(value);
  const id = useId();
  return (
    <div className={clsx(isFilling && "flex min-h-0 flex-1 flex-col")}>
      <div
        ref={row}
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => stepByArrows(event, "tab")}
        className={clsx(
          "flex shrink-0 gap-5 overflow-x-auto more-at-right border-b print:hidden",
          isFilling ? "px-4 md:px-6" : "px-0.5",
        )}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={tabId(id, tab.value)}
            aria-selected={tab.value === value}
            aria-controls={tab.value === value ? panelId(id, tab.value) : undefined}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => {
              if (tab.value !== value) onChange(tab.value);
            }}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-muted outline-offset-[-2px] hover:text-ink aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink"
          >
            {tab.label}
            {tab.count === undefined || tab.count === null ? null : (
              <span className="font-normal text-muted text-xs">{tab.count.toLocaleString("en-GB")}</span>
            )}
          </button>
        ))}
      </div>
      <ChosenContext value={{ value, id }}>{children}</ChosenContext>
    </div>
  );
}

interface TabPanelProps {
  readonly value: string;
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}

export function TabPanel({ value, isFilling, children }: TabPanelProps) {
  const chosen = use(ChosenContext);
  if (chosen?.value !== value) return null;
  return (
    <div
      role="tabpanel"
      id={panelId(chosen.id, value)}
      aria-labelledby={tabId(chosen.id, value)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={clsx("pt-4 outline-offset-[-2px]", isFilling && "scroll-area relative min-h-0 flex-1 px-4 md:px-6")}
    >
      {children}
    </div>
  );
}
