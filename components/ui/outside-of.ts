import type { RefObject } from "react";

/** What was said meanwhile lies above everything; to answer it is not to leave. */
function isInToasts(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-toasts]") !== null;
}

/** Keeps a dialog open while somebody answers a toast. */
export function keepForToasts(event: Event): void {
  if (isInToasts(event.target)) event.preventDefault();
}

/**
 * What a panel does when something outside of it is pressed or focused: its trigger closes it by itself, and whoever went
 * elsewhere keeps the focus there.
 */
export function outsideOf(anchor: RefObject<HTMLElement | null>, isLeft: RefObject<boolean>) {
  return (event: Event) => {
    const isOfTrigger = event.target instanceof Node && anchor.current?.contains(event.target);
    if (isOfTrigger || isInToasts(event.target)) event.preventDefault();
    else isLeft.current = true;
  };
}
