"use client";

import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { Completion, KnownValues } from "@/lib/domain/query/complete-query";
import { MAX_QUERY_LENGTH } from "@/lib/domain/query/query";
import { CompletionList, completionId } from "./completion-list";
import { QueryMistake } from "./query-mistake";
import { useQueryReader } from "./use-query-reader";

interface QueryLineProps {
  readonly value: string;
  /** Called with queries that can be read only. */
  readonly onChange: (value: string) => void;
  readonly known: KnownValues;
}

const PAUSE_MS = 200;

/**
 * The line of the query language. While typing it offers keys and values; the arrows reach them, Enter or Tab takes
 * one. What cannot be read is said below, with its place, and the list stays as it was. "/" leads here.
 */
export function QueryLine({ value, onChange, known }: QueryLineProps) {
  const listId = useId();
  const errorId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // Changed from outside (a link, Back, "Clear"): the line follows.
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  const { reader, load } = useQueryReader(text !== "");
  const error = reader?.parseQuery(text).error ?? null;
  const canSend = (reader !== null || text === "") && error === null && text !== sent;
  useEffect(() => {
    if (!canSend) return;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, canSend, onChange]);
  useHotkeys([{ key: "/", label: "Filter by a query", group: "Devices", run: () => input.current?.select() }]);

  const completions = isOpen ? (reader?.completeQuery(text, caret, known) ?? []) : [];
  // While somebody types, half a term is no mistake yet.
  const shownError = completions.length === 0 ? error : null;

  function take({ from, to, insert }: Completion) {
    const isKey = insert.endsWith(":");
    const next = `${text.slice(0, from)}${insert}${isKey || text.slice(to).startsWith(" ") ? "" : " "}${text.slice(to)}`;
    const at = from + insert.length + (isKey ? 0 : 1);
    setText(next);
    setCaret(at);
    setActive(-1);
    setIsOpen(isKey);
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const chosen = completions[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (completions.length === 0) return;
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      // -1 is the line itself: from there, up leads to the last.
      setActive(((active + 1 + by + completions.length + 1) % (completions.length + 1)) - 1);
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (chosen) {
        event.preventDefault();
        take(chosen);
      } else setIsOpen(false);
    } else if (event.key === "Escape") {
      if (completions.length > 0) setIsOpen(false);
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
        aria-label="Filter devices by a query"
        aria-autocomplete="list"
        aria-expanded={completions.length > 0}
        aria-controls={listId}
        aria-activedescendant={completions[active] ? completionId(listId, active) : undefined}
        aria-invalid={shownError !== null}
        aria-describedby={shownError ? errorId : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="vendor:siemens firmware<4.5 last<30d or any words"
        maxLength={MAX_QUERY_LENGTH}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setIsOpen(true);
          setActive(-1);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
        onFocus={load}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
        className={clsx(
          "h-8 w-full text-ellipsis rounded-md border bg-raised pr-8 pl-7 outline-offset-0 [&::-webkit-search-cancel-button]:hidden",
          shownError ? "border-risk-high-text" : "border-control",
        )}
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label="Clear the query"
          onClick={() => setText("")}
          className="absolute top-1/2 right-1 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden size={14} />
        </button>
      )}
      {shownError ? <QueryMistake id={errorId} text={text} error={shownError} /> : null}
      <CompletionList id={listId} completions={completions} active={active} onTake={take} />
    </div>
  );
}
