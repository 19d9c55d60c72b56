"use client";

import { clsx } from "clsx";
import { type DragEvent, useId, useState } from "react";

interface DropAreaProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** Fills the page while nothing else is there. */
  readonly isLarge: boolean;
  /** What to drop here: "Drop captures, logs, scans or lists here". */
  readonly invitation?: string;
  /** Which formats are taken. */
  readonly formats?: string;
}

const INVITATION = "Drop captures, logs, scans or lists here";
const FORMATS = "Captures, Zeek and Suricata logs, flow records, scans, lists in CSV; also gzipped, of any size";

/** Takes files by drag and drop, or by the platform's own dialog. */
export function DropArea({ onFiles, isLarge, invitation = INVITATION, formats = FORMATS }: DropAreaProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  }

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={clsx(
        "flex cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-4 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isLarge ? "min-h-72" : "min-h-24",
        isOver ? "border-accent bg-accent-soft" : "border-control hover:bg-hover",
      )}
    >
      <span className={clsx("font-medium", isLarge && "text-md")}>
        {isOver ? "Let go to take them in" : invitation}
      </span>
      <span className="text-muted">
        or <span className="text-accent underline underline-offset-2">choose files</span>. {formats}
      </span>
      <input
        id={id}
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => {
          if (event.target.files && event.target.files.length > 0) onFiles([...event.target.files]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
