"use client";

import { clsx } from "clsx";
import { Tabs as RadixTabs } from "radix-ui";
import type { ReactNode } from "react";
import { useCurrentInView } from "./use-current-in-view";

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
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(chosen) => {
        const tab = tabs.find((it) => it.value === chosen);
        if (tab) onChange(tab.value);
      }}
      className={clsx(isFilling && "flex min-h-0 flex-1 flex-col")}
    >
      <RadixTabs.List
        ref={row}
        aria-label={label}
        className={clsx(
          "flex shrink-0 gap-5 overflow-x-auto border-b print:hidden",
          isFilling ? "px-4 md:px-6" : "px-0.5",
        )}
      >
        {tabs.map((tab) => (
          <RadixTabs.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-muted outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count === undefined || tab.count === null ? null : (
              <span className="font-normal text-muted text-xs">{tab.count.toLocaleString("en-GB")}</span>
            )}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {children}
    </RadixTabs.Root>
  );
}

interface TabPanelProps {
  readonly value: string;
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}

export function TabPanel({ value, isFilling, children }: TabPanelProps) {
  return (
    <RadixTabs.Content
      value={value}
      className={clsx("pt-4 outline-offset-[-2px]", isFilling && "scroll-area relative min-h-0 flex-1 px-4 md:px-6")}
    >
      {children}
    </RadixTabs.Content>
  );
}
