"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useHotkeys } from "@/lib/client/use-hotkeys";

interface QueryLineProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const PAUSE_MS = 200;

/** Words that must occur in a name, address, vendor, model, serial or firmware. "/" leads here. */
export function QueryLine({ value, onChange }: QueryLineProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  // Changed from outside (a link, Back, "Clear"): the line follows.
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => {
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, sent, onChange]);
  useHotkeys([{ key: "/", label: "Filter by words", group: "Devices", run: () => input.current?.select() }]);

  return (
    <div className="relative min-w-40 max-w-120 flex-1 max-md:max-w-none">
      <Search
        aria-hidden
        size={14}
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2 text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label="Filter devices by words"
        placeholder="Filter by name, address, vendor, serial, firmware…"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            if (text === "") event.currentTarget.blur();
            else setText("");
          }
        }}
        className="h-8 w-full rounded-md border border-control bg-raised pr-8 pl-7 outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label="Clear the words"
          onClick={() => setText("")}
          className="-translate-y-1/2 absolute top-1/2 right-1 inline-flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden size={14} />
        </button>
      )}
    </div>
  );
}
