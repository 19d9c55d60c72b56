"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import type { DeviceRow } from "@/lib/contracts/devices";
import { countOf } from "@/lib/domain/say-count";
import { DeviceActions } from "../device-actions";

interface SelectionBarProps {
  readonly devices: readonly DeviceRow[];
  readonly onClear: () => void;
}

/** What can be done with all that is selected. Lies over the table's end, so that no row moves. */
export function SelectionBar({ devices, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label="Selection"
      className="-translate-x-1/2 absolute bottom-4 left-1/2 z-10 flex max-w-[calc(100%-16px)] animate-pop items-center gap-3 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-pop"
    >
      <span className="whitespace-nowrap font-medium">{countOf(devices.length, "device")} selected</span>
      <DeviceActions devices={devices} onDecided={onClear} hasKeys />
      <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
        <X aria-hidden size={14} />
      </IconButton>
    </section>
  );
}
