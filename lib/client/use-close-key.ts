"use client";

import { useHotkeys } from "./use-hotkeys";

/** Esc closes a panel from the list beside it, too, where the focus stayed; from inside, the panel does so itself. */
export function useCloseKey(onClose: () => void): void {
  useHotkeys([{ key: "Escape", label: "Close the panel", group: "Panel", run: onClose }]);
}
