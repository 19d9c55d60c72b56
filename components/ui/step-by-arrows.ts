import type { KeyboardEvent } from "react";

/**
 * In a row of which one is chosen, arrows choose the next one, around its ends; Home and End the first and the last. The row
 * is one stop of the Tab key (WAI-ARIA Authoring Practices, "Tabs" and "Radio Group").
 */
export function stepByArrows(event: KeyboardEvent<HTMLElement>, item: "tab" | "radio"): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(`[role=${item}]`)];
  const next = placeAfter(event.key, items.indexOf(event.target as HTMLElement), items.length, item === "radio");
  const chosen = next === null ? undefined : items[next];
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
  chosen.click();
}

/** Which of `count` a key leads to from the one at `at`; null where the key means nothing. Radios hear all four arrows. */
export function placeAfter(key: string, at: number, count: number, hasUpAndDown: boolean): number | null {
  if (at < 0 || count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowRight" || (hasUpAndDown && key === "ArrowDown")) return (at + 1) % count;
  if (key === "ArrowLeft" || (hasUpAndDown && key === "ArrowUp")) return (at + count - 1) % count;
  return null;
}
