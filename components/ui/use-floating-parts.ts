"use client";

import type { ReactNode } from "react";
import { latePart } from "./late-part";
import { useLatePart } from "./use-late-part";

type FloatingParts = typeof import("./floating-parts").FLOATING_PARTS;

const PARTS = latePart<FloatingParts>(() => import("./floating-parts").then((it) => it.FLOATING_PARTS));

/**
 * Loads what panels, menus, tooltips and dialogs are made of. No first paint needs it, and it is an eighth of what a page
 * would load: it comes when the page is at rest, or with the first of them that is opened.
 */
export const loadFloatingParts = (): Promise<boolean> => PARTS.load();

interface FloatingPartProps {
  /** Closes it again (see use-late-part.ts). */
  readonly onGiveUp: () => void;
  /** Opened by a pointer that passes, not by a press. */
  readonly isByTheWay?: boolean;
  readonly children: (parts: FloatingParts) => ReactNode;
}

/** Draws its child as soon as the parts are there; render it only while something is open. */
export function FloatingPart({ onGiveUp, isByTheWay = false, children }: FloatingPartProps): ReactNode {
  const parts = useLatePart(PARTS, { onGiveUp, isByTheWay });
  return parts === null ? null : children(parts);
}

/** For what stands inside of a part that is drawn already. */
export function floatingParts(): FloatingParts {
  const parts = PARTS.read();
  if (parts === null) throw new Error("This is drawn only inside of a floating part.");
  return parts;
}
