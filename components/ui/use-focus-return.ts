import { type RefObject, useEffect, useRef } from "react";

/**
 * What a menu or panel that closes will give the focus to: a moment later than a dialog that it opened asks who had it,
 * and meanwhile nothing has it.
 */
let isAboutToHaveIt: HTMLElement | null = null;

/** For a menu or panel with an `anchor`; answers what it does at `onCloseAutoFocus`, unless somebody left it for elsewhere. */
export function useFocusOfAnchor(anchor: RefObject<HTMLElement | null>, isLeft: RefObject<boolean>) {
  useEffect(() => {
    const element = anchor.current;
    return () => {
      isAboutToHaveIt = isLeft.current ? null : element;
    };
  }, [anchor, isLeft]);
  return (event: Event) => {
    event.preventDefault();
    isAboutToHaveIt = null;
    // A dialog that was opened meanwhile has it, and gives it back.
    const isFree = document.activeElement?.contains(anchor.current) ?? true;
    if (!isLeft.current && isFree) anchor.current?.focus();
  };
}

/** What opened the panel that an element stands in: the panel may close while the dialog is open. */
function openerAround(element: Element): HTMLElement | null {
  const panel = element.closest('[role="dialog"], [role="menu"]');
  return panel?.id ? document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(panel.id)}"]`) : null;
}

/**
 * What stands by an element in its list, nearest first: what does the same in the rows after it and before it, then what
 * scrolls around them. A row may be gone when the dialog about it closes.
 */
function placesBeside(element: Element): readonly HTMLElement[] {
  const row = element.closest("tr, li");
  if (row === null) return [];
  const focusable = (it: Element) => [...it.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea")];
  // Counted from the end, where a row's verbs stand: rows name more or fewer devices before them.
  const own = focusable(row);
  const fromEnd = own.indexOf(element as HTMLElement) - own.length;
  const rows = [...(row.parentElement?.children ?? [])];
  const here = rows.indexOf(row);
  const beside = [...rows.slice(here + 1), ...rows.slice(0, here).reverse()].map((it) => focusable(it).at(fromEnd));
  return [...beside, row.closest<HTMLElement>('[tabindex="0"]')].filter((it) => it instanceof HTMLElement);
}

/**
 * Gives the focus back to whatever had it before a dialog opened. Radix does so only for dialogs with a trigger of their
 * own; ours are opened by state.
 */
export function useFocusReturn(): {
  readonly remember: () => void;
  readonly onCloseAutoFocus: (event: Event) => void;
} {
  const before = useRef<readonly HTMLElement[]>([]);
  useEffect(
    () => () => {
      // Another dialog may take this one's place at once: it gives the focus back to where this one had it from.
      isAboutToHaveIt = before.current.find((it) => it.isConnected) ?? isAboutToHaveIt;
    },
    [],
  );
  return {
    /** Call it while the dialog opens, before the focus moves. */
    remember: () => {
      const { activeElement, body } = document;
      const has = activeElement === body ? isAboutToHaveIt : activeElement;
      const places = has instanceof HTMLElement ? [has, openerAround(has), ...placesBeside(has)] : [];
      // Opened by a key while nothing had the focus: from the page's content the next Tab leads on, from nowhere to the rail.
      before.current = [...places, document.querySelector<HTMLElement>("main")].filter((it) => it !== null);
    },
    onCloseAutoFocus: (event) => {
      const next = before.current.find((it) => it.isConnected);
      isAboutToHaveIt = null;
      if (!next) return;
      event.preventDefault();
      // Nobody has it, unless another dialog was opened meanwhile.
      if (document.activeElement?.contains(next) ?? true) next.focus();
    },
  };
}
