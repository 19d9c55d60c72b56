"use client";

import { CircleHelp, Search } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Freshness } from "./freshness";
import { ScopeControl } from "./scope-control";
import { ThemeSwitch } from "./theme-switch";
import { UserMenu } from "./user-menu";
import { WindowControl } from "./window-control";

interface TopBarProps {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

export function TopBar({ onSearch, onHelp }: TopBarProps) {
  return (
    <header className="flex print:hidden h-12 shrink-0 items-center gap-2 border-b bg-canvas px-3 md:px-4">
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-8 w-full min-w-0 max-w-100 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-muted hover:border-control"
      >
        <Search aria-hidden size={14} className="shrink-0" />
        <span className="flex-1 truncate max-md:hidden">Find a device, address, zone…</span>
        <span className="flex-1 md:hidden">Find…</span>
        <Kbd keys="Ctrl K" />
      </button>
      {/* Behind the search: what they offer differs from page to page, and the search shall keep its place. */}
      <ScopeControl />
      <WindowControl />
      <div className="min-w-0 flex-1" />
      <Freshness />
      <span className="hidden md:inline">
        <IconButton label="Keyboard help" shortcut="?" onClick={onHelp}>
          <CircleHelp aria-hidden size={16} />
        </IconButton>
      </span>
      <ThemeSwitch />
      <UserMenu />
    </header>
  );
}
