"use client";

import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { formatCount } from "@/lib/client/format-number";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { FACET_TITLES } from "./facet-titles";
import type { Suggestion } from "./suggest";

interface QueryLineProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Filters that the typed words may mean. */
  readonly suggest: (text: string) => readonly Suggestion[];
  readonly onPick: (suggestion: Suggestion) => void;
}

const PAUSE_MS = 200;

/**
 * Words that must occur in a name, address, vendor, model, serial or firmware. While typing it offers the facet values
 * that may be meant; the arrows reach them, Enter takes one. "/" leads here.
 */
export function QueryLine({ value, onChange, suggest, onPick }: QueryLineProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
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

  const suggestions = isOpen ? suggest(text) : [];

  function pick(suggestion: Suggestion) {
    setText("");
    setSent("");
    setIsOpen(false);
    setActive(-1);
    onPick(suggestion);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const chosen = suggestions[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (suggestions.length === 0) return;
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      // -1 is the line itself: from there, up leads to the last.
      setActive(((active + 1 + by + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    } else if (event.key === "Enter") {
      if (chosen) pick(chosen);
      else setIsOpen(false);
    } else if (event.key === "Escape") {
      if (suggestions.length > 0) setIsOpen(false);
      else if (text === "") event.currentTarget.blur();
      else setText("");
    }
  }

  return (
    <div className="relative min-w-40 max-w-120 flex-1 max-md:max-w-none max-md:basis-full">
      <Search
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label="Filter devices by words"
        aria-autocomplete="list"
        aria-expanded={suggestions.length > 0}
        aria-controls={listId}
        aria-activedescendant={suggestions[active] ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Filter by name, address, vendor, serial, firmware…"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIsOpen(true);
          setActive(-1);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-control bg-raised pr-8 pl-7 outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label="Clear the words"
          onClick={() => setText("")}
          className="absolute top-1/2 right-1 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden size={14} />
        </button>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label="Filters that may be meant"
        className={clsx(
          "absolute inset-x-0 top-full z-20 mt-1 rounded-lg bg-raised p-1 shadow-pop",
          suggestions.length === 0 && "hidden",
        )}
      >
        {suggestions.map((it, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input does the same
          <div
            key={`${it.facet} ${it.value}`}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === active}
            // Before the input loses the focus, and with it the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(it)}
            className={clsx(
              "flex h-8 cursor-pointer items-center gap-2 rounded-md px-2",
              at === active ? "bg-selected" : "hover:bg-hover",
            )}
          >
            <span className="w-24 shrink-0 text-muted text-xs">{FACET_TITLES[it.facet]}</span>
            <bdi dir="auto" className="min-w-0 flex-1 truncate">
              {it.label}
            </bdi>
            <span className="text-muted text-xs">{formatCount(it.count)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
