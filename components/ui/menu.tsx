"use client";

import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from "react";
import type { MenuChoiceProps, MenuItemProps } from "./menu-panel";
import { FloatingPart, floatingParts } from "./use-floating-parts";
import { withTriggerProps } from "./with-trigger-props";

interface MenuProps {
  readonly trigger: ReactElement;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

const OPENING_KEYS: readonly string[] = ["Enter", " ", "ArrowDown"];

/** A list of verbs under a button. Opened by a key it begins at its first item. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  const [opened, setOpened] = useState<"by key" | "by pointer" | null>(null);
  const anchor = useRef<HTMLElement>(null);
  const [triggerId, id] = [useId(), useId()];
  const isOpen = opened !== null;

  function press(event: PointerEvent<HTMLElement>) {
    // Ctrl with the button asks for the platform's own menu.
    if (event.button !== 0 || event.ctrlKey || isDisabled(event.currentTarget)) return;
    setOpened(isOpen ? null : "by pointer");
    // The panel takes the focus; the press would give it back.
    if (!isOpen) event.preventDefault();
  }

  function pressKey(event: KeyboardEvent<HTMLElement>) {
    if (!OPENING_KEYS.includes(event.key) || isDisabled(event.currentTarget)) return;
    event.preventDefault();
    setOpened("by key");
  }

  return (
    <>
      {withTriggerProps(trigger, {
        id: (trigger.props as { id?: string }).id ?? triggerId,
        ref: anchor,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        "data-state": isOpen ? "open" : "closed",
        ...(isOpen ? { "aria-controls": id } : {}),
        onPointerDown: press,
        onKeyDown: pressKey,
      })}
      {isOpen ? (
        <FloatingPart onGiveUp={() => setOpened(null)}>
          {({ MenuPanel }) => (
            <MenuPanel
              id={id}
              labelledBy={anchor.current?.id ?? triggerId}
              anchor={anchor}
              align={align}
              isByKey={opened === "by key"}
              onClose={() => setOpened(null)}
            >
              {children}
            </MenuPanel>
          )}
        </FloatingPart>
      ) : null}
    </>
  );
}

const isDisabled = (element: HTMLElement) => element instanceof HTMLButtonElement && element.disabled;

export function MenuItem(props: MenuItemProps) {
  const { MenuPanelItem } = floatingParts();
  return <MenuPanelItem {...props} />;
}

/** One of several, as radio items. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { MenuPanelChoice } = floatingParts();
  return <MenuPanelChoice {...props} />;
}

export function MenuLine() {
  const { MenuPanelLine } = floatingParts();
  return <MenuPanelLine />;
}
