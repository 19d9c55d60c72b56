"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { type FocusEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "./button";
import { Kbd } from "./kbd";
import { dismissToast, type ToastMessage, toastStore, UNDO } from "./toast-store";

const SHOWN_MS = 8_000;
const NONE: ReturnType<typeof toastStore.read> = [];

/**
 * Once in the frame: shows what `toast()` says, bottom right, read out politely. F8 moves the focus to it, Esc in it back.
 * Esc elsewhere is for what it belongs to: nobody closes a panel twice because something was said meanwhile.
 */
export function Toaster() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => NONE);
  const list = useRef<HTMLOListElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const [isRead, setIsRead] = useState(false);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "F8") list.current?.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  function enter(event: FocusEvent<HTMLElement>) {
    setIsRead(true);
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !event.currentTarget.contains(from)) before.current = from;
  }

  function dismiss(id: number) {
    if (list.current?.contains(document.activeElement)) before.current?.focus();
    dismissToast(id);
  }

  return (
    <section aria-label="Notifications">
      <ol
        ref={list}
        tabIndex={-1}
        data-toasts
        aria-live="polite"
        aria-relevant="additions"
        onFocus={enter}
        onKeyDown={(event) => {
          if (event.key === "Escape" && event.target === event.currentTarget) before.current?.focus();
        }}
        onBlur={() => setIsRead(false)}
        onPointerEnter={() => setIsRead(true)}
        onPointerLeave={() => setIsRead(false)}
        className="pointer-events-auto fixed right-4 bottom-16 z-50 flex w-96 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none md:bottom-4"
      >
        {messages.map((it) => (
          <Toast key={it.id} message={it} isPaused={isRead} onDismiss={() => dismiss(it.id)} />
        ))}
      </ol>
    </section>
  );
}

interface ToastProps {
  readonly message: ToastMessage;
  /** While somebody reads, none goes away. */
  readonly isPaused: boolean;
  readonly onDismiss: () => void;
}

function Toast({ message, isPaused, onDismiss }: ToastProps) {
  const { id, title, detail, tone, action } = message;
  useEffect(() => {
    if (isPaused) return;
    const timer = setTimeout(() => dismissToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isPaused]);
  return (
    <li
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onDismiss();
      }}
      className={clsx(
        "flex animate-slide-in items-start gap-2 rounded-lg bg-raised py-2 pr-2 pl-3 shadow-pop",
        tone === "danger" && "border-danger border-l-2",
      )}
    >
      <div className="min-w-0 flex-1 py-1">
        <p className="break-words font-medium">{title}</p>
        {detail ? <p className="break-words text-soft">{detail}</p> : null}
      </div>
      {action ? (
        <Button
          size="sm"
          tone="quiet"
          aria-keyshortcuts={action.label === UNDO ? "u" : undefined}
          onClick={() => {
            action.run();
            onDismiss();
          }}
          className="font-medium text-accent!"
        >
          {action.label}
          {action.label === UNDO ? (
            <span aria-hidden className="ml-1.5">
              <Kbd keys="U" />
            </span>
          ) : null}
        </Button>
      ) : null}
      <Button size="sm" tone="quiet" aria-label="Dismiss" onClick={onDismiss} className="w-7 px-0!">
        <X aria-hidden size={14} />
      </Button>
    </li>
  );
}
