"use client";

import { useEffect, useEffectEvent, useId } from "react";

export interface Hotkey {
  /** KeyboardEvent.key: "j", "Enter", " ", "?". Letters match without Shift, "Mod+k" with Ctrl or ⌘. */
  readonly key: string;
  /** What it does, for the keyboard help; "Open", "Select". */
  readonly label: string;
  /** Heading in the keyboard help. */
  readonly group: string;
  /** Passes the key on to others when it answers false. */
  readonly isActive?: () => boolean;
  readonly run: (event: KeyboardEvent) => void;
}

const active = new Map<string, readonly Hotkey[]>();

/** All keys that work now, for the keyboard help. */
export function activeHotkeys(): Hotkey[] {
  return [...active.values()].flat();
}

/**
 * Binds keys to the page while mounted. They rest while somebody types, while a dialog or menu is open, and when a
 * control already took the key.
 */
export function useHotkeys(hotkeys: readonly Hotkey[], isEnabled = true): void {
  const id = useId();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const hotkey = hotkeys.find((it) => matches(it.key, event) && it.isActive?.() !== false);
    if (!hotkey) return;
    if (!hotkey.key.startsWith("Mod+") && isTakenByControl(event)) return;
    event.preventDefault();
    hotkey.run(event);
  });
  const hotkeysAreChords = useEffectEvent(() => hotkeys.some((it) => it.isActive !== undefined));
  const remember = useEffectEvent(() => active.set(id, hotkeys));

  useEffect(() => {
    if (!isEnabled) return;
    remember();
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    // Inner parts of the page mount first and so hear first, except for keys that wait for their chord.
    const isChord = hotkeysAreChords();
    document.addEventListener("keydown", listener, isChord);
    return () => {
      active.delete(id);
      document.removeEventListener("keydown", listener, isChord);
    };
  }, [id, isEnabled]);
}

function matches(key: string, event: KeyboardEvent): boolean {
  const hasModifier = event.ctrlKey || event.metaKey;
  if (key.startsWith("Mod+")) return hasModifier && !event.altKey && event.key.toLowerCase() === key.slice(4);
  return !hasModifier && !event.altKey && event.key === key;
}

const OVERLAYS = '[role="dialog"][data-state="open"], [role="menu"][data-state="open"]';
const LINK_KEYS = new Set(["Enter"]);
const CONTROL_KEYS = new Set(["Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

function isTakenByControl(event: KeyboardEvent): boolean {
  if (document.querySelector(OVERLAYS)) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]), textarea, select"))
    return true;
  if (target.matches("a[href]")) return LINK_KEYS.has(event.key);
  return (
    CONTROL_KEYS.has(event.key) && target.matches("button, summary, input, [role=tab], [role=radio], [role=option]")
  );
}
