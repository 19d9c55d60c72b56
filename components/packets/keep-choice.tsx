"use client";

import { Segmented } from "@/components/ui/segmented";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";

const CHOICES: readonly { readonly value: KeepMode; readonly label: string }[] = [
  { value: "whole", label: "All packets" },
  { value: "cited", label: "Cited packets" },
  { value: "none", label: "None" },
];

const HINTS: Readonly<Record<KeepMode, string>> = {
  whole: "Every packet and line stays, so that each fact and each flow can be opened and downloaded.",
  cited: "Only the packets and lines that a fact or flow cites stay; the rest of the payloads is not stored.",
  none: "Facts name their packet, but nobody can open it.",
};

interface KeepChoiceProps {
  readonly value: KeepMode;
  readonly onChange: (value: KeepMode) => void;
}

/** How much of what is imported stays to be looked at. */
export function KeepChoice({ value, onChange }: KeepChoiceProps) {
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium text-soft text-xs">Keep</span>
      <span>
        <Segmented label="Keep" value={value} onChange={onChange} choices={CHOICES} />
      </span>
      <p className="text-muted text-xs">{HINTS[value]}</p>
    </div>
  );
}
