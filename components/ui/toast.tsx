"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Toast as RadixToast } from "radix-ui";
import { useSyncExternalStore } from "react";
import { Kbd } from "./kbd";
import { dismissToast, toastStore, UNDO } from "./toast-store";

const NONE: ReturnType<typeof toastStore.read> = [];

/** Once in the frame: shows what `toast()` says, bottom right, read out politely. F8 moves focus to it. */
export function Toaster() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => NONE);
  return (
    <RadixToast.Provider swipeDirection="right" duration={8000} label="Notification">
      {messages.map((message) => (
        <RadixToast.Root
          key={message.id}
          onOpenChange={(isOpen) => {
            if (!isOpen) dismissToast(message.id);
          }}
          className={clsx(
            "flex animate-slide-in items-start gap-2 rounded-lg bg-raised py-2 pr-2 pl-3 shadow-pop",
            message.tone === "danger" && "border-danger border-l-2",
          )}
        >
          <div className="min-w-0 flex-1 py-1">
            <RadixToast.Title className="break-words font-medium">{message.title}</RadixToast.Title>
            {message.detail ? (
              <RadixToast.Description className="break-words text-soft">{message.detail}</RadixToast.Description>
            ) : null}
          </div>
          {message.action ? (
            <RadixToast.Action asChild altText={message.action.label}>
              <button
                type="button"
                aria-keyshortcuts={message.action.label === UNDO ? "u" : undefined}
                onClick={message.action.run}
                className="h-7 shrink-0 rounded-md px-2 font-medium text-accent hover:bg-hover"
              >
                {message.action.label}
                {message.action.label === UNDO ? (
                  <span aria-hidden className="ml-1.5">
                    <Kbd keys="U" />
                  </span>
                ) : null}
              </button>
            </RadixToast.Action>
          ) : null}
          <RadixToast.Close
            aria-label="Dismiss"
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden size={14} />
          </RadixToast.Close>
        </RadixToast.Root>
      ))}
      <RadixToast.Viewport className="fixed right-4 bottom-16 z-50 flex w-96 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none md:bottom-4" />
    </RadixToast.Provider>
  );
}
