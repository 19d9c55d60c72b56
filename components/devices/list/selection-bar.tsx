"use client";

import { X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import type { DeviceRow } from "@/lib/contracts/devices";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { DeviceActions } from "../device-actions";

interface SelectionBarProps {
  readonly devices: readonly DeviceRow[];
  /** Of them, those that the list does not show under its present filter. */
  readonly outsideCount: number;
  readonly onDropOutside: () => void;
  readonly onClear: () => void;
}

/** What can be done with all that is selected. Lies over the table's end, so that no row moves. */
export function SelectionBar({ devices, outsideCount, onDropOutside, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label="Selection"
      className="-translate-x-1/2 absolute bottom-4 left-1/2 z-10 flex w-max max-w-[calc(100%-16px)] animate-pop flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-pop"
    >
      <span className="whitespace-nowrap font-medium">
        {countOf(devices.length, "device")} selected
        {outsideCount > 0 ? (
          <span className="block font-normal text-muted text-xs">{formatCount(outsideCount)} not in this view</span>
        ) : null}
      </span>
      {outsideCount > 0 ? (
        <Button size="sm" onClick={onDropOutside}>
          Keep those in view
        </Button>
      ) : null}
      <DeviceActions devices={devices} onDecided={onClear} hasKeys />
      <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
        <X aria-hidden size={14} />
      </IconButton>
    </section>
  );
}
