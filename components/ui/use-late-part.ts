"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { LatePart } from "./late-part";
import { toast } from "./toast-store";

interface Waiting {
  /** Closes it again: Esc was pressed while the part was on its way, or it did not come. */
  readonly onGiveUp: () => void;
  /** Nobody asked for it by a press: it stays away without a word, and leaves all keys to others. */
  readonly isByTheWay?: boolean;
}

/** Letters that were pressed while the part that was opened last was on its way. */
let ahead = "";

/** For a part that takes text: what was typed since it was opened, as of its first drawing. */
export function typedAhead(): string {
  return ahead;
}

/**
 * The part as soon as it is there. Until then Esc gives it up, and letters are not taken for keys of the page: they were
 * meant for what is about to open.
 */
export function useLatePart<Part>(part: LatePart<Part>, { onGiveUp, isByTheWay = false }: Waiting): Part | null {
  const come = useSyncExternalStore(part.subscribe, part.read, () => null);
  const isWaiting = come === null;
  const giveUp = useEffectEvent(onGiveUp);

  useEffect(() => {
    if (!isWaiting) return;
    let isLeft = false;
    part.load().then((isLoaded) => {
      if (isLoaded || isLeft) return;
      if (!isByTheWay) {
        toast({
          title: "A part of this page could not be loaded",
          detail: "The server did not answer. Try again, or reload the page.",
          tone: "danger",
        });
      }
      giveUp();
    });
    return () => {
      isLeft = true;
    };
  }, [part, isWaiting, isByTheWay]);

  useEffect(() => {
    if (!isWaiting || isByTheWay) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") giveUp();
      else if (!isLetterForNobody(event)) return;
      else ahead += event.key;
      event.preventDefault();
    };
    // Before any key of the page, which listen at the document.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      ahead = "";
    };
  }, [isWaiting, isByTheWay]);

  return come;
}

/** Space presses buttons; every other letter outside of a field can only be a key of the page. */
function isLetterForNobody({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return false;
  return !(target instanceof Element && target.matches("input, textarea, select, [contenteditable]"));
}
