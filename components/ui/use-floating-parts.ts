"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { toast } from "./toast-store";

type FloatingParts = typeof import("./floating-parts").FLOATING_PARTS;

let loaded: FloatingParts | null = null;
let isLoading = false;
const listeners = new Set<() => void>();

/**
 * Loads what panels, menus, tooltips and dialogs are made of. No first paint needs it, and it is an eighth of what a page
 * would load: it comes when the page is at rest, or with the first of them that is opened.
 */
export function loadFloatingParts(): void {
  if (isLoading) return;
  isLoading = true;
  import("./floating-parts").then(
    ({ FLOATING_PARTS }) => {
      loaded = FLOATING_PARTS;
      for (const listener of listeners) listener();
    },
    () => {
      // The next attempt asks again.
      isLoading = false;
      toast({
        title: "A part of this page could not be loaded",
        detail: "The server did not answer. Try again, or reload the page.",
        tone: "danger",
      });
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface FloatingPartProps {
  readonly children: (parts: FloatingParts) => ReactNode;
}

/** Draws its child as soon as the parts are there; render it only while something is open. */
export function FloatingPart({ children }: FloatingPartProps): ReactNode {
  const parts = useSyncExternalStore(
    subscribe,
    () => loaded,
    () => null,
  );
  useEffect(loadFloatingParts, []);
  return parts === null ? null : children(parts);
}

/** For what stands inside of a part that is drawn already. */
export function floatingParts(): FloatingParts {
  if (loaded === null) throw new Error("This is drawn only inside of a floating part.");
  return loaded;
}
