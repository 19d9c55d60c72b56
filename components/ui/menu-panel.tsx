"use client";

import { clsx } from "clsx";
import { Menu as RadixMenu } from "radix-ui/internal";
import { type FocusEvent, type ReactNode, type RefObject, useRef } from "react";
import { Kbd } from "./kbd";
import { outsideOf } from "./outside-of";
import { useFocusOfAnchor } from "./use-focus-return";

interface MenuPanelProps {
  readonly id: string;
  readonly labelledBy: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly align: "start" | "end";
  readonly isByKey: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Inside a landmark, so that screen readers know where they are; it still lies above everything. */
function mainLandmark(): HTMLElement | null {
  return typeof document === "undefined" ? null : document.querySelector("main");
}

/** The list of a `Menu`, open as long as it is drawn. Esc and a chosen verb give the focus back to what opened it. */
export function MenuPanel({ id, labelledBy, anchor, align, isByKey, onClose, children }: MenuPanelProps) {
  const isLeft = useRef(false);
  const giveFocusBack = useFocusOfAnchor(anchor, isLeft);
  const begins = useRef(isByKey);

  /** Radix learns that a key opened it only when it was there before the key; so it is told here. */
  function beginAtFirst(event: FocusEvent<HTMLElement>) {
    if (!begins.current || event.target !== event.currentTarget) return;
    begins.current = false;
    event.currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
  }

  return (
    <RadixMenu.Root open onOpenChange={onClose} modal={false}>
      <RadixMenu.Anchor virtualRef={anchor} />
      <RadixMenu.Portal container={mainLandmark()}>
        <RadixMenu.Content
          id={id}
          aria-labelledby={labelledBy}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onFocus={beginAtFirst}
          onInteractOutside={outsideOf(anchor, isLeft)}
          onCloseAutoFocus={giveFocusBack}
          className="scroll-area z-50 max-h-(--radix-popper-available-height) min-w-48 max-w-80 animate-pop rounded-lg bg-raised p-1 text-sm shadow-pop outline-none"
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

const ITEM =
  "flex min-h-8 select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover";

export interface MenuItemProps {
  readonly onSelect?: () => void;
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** Renders its child, a link. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}

export function MenuPanelItem({ onSelect, shortcut, isDisabled, isDanger, asChild, children }: MenuItemProps) {
  return (
    <RadixMenu.Item
      {...(asChild ? { asChild: true } : {})}
      {...(onSelect ? { onSelect } : {})}
      {...(isDisabled ? { disabled: true } : {})}
      className={clsx(ITEM, "cursor-pointer", isDanger && "text-danger")}
    >
      {asChild ? (
        children
      ) : (
        <>
          <span className="flex flex-1 items-center gap-2">{children}</span>
          {shortcut ? <Kbd keys={shortcut} /> : null}
        </>
      )}
    </RadixMenu.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
}

export function MenuPanelChoice<Value extends string>({ label, value, onChange, choices }: MenuChoiceProps<Value>) {
  return (
    <RadixMenu.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => {
        const choice = choices.find((it) => it.value === chosen);
        if (choice) onChange(choice.value);
      }}
    >
      <MenuPanelLabel>{label}</MenuPanelLabel>
      {choices.map((choice) => (
        <RadixMenu.RadioItem key={choice.value} value={choice.value} className={clsx(ITEM, "cursor-pointer pl-7")}>
          <RadixMenu.ItemIndicator className="-ml-5 inline-block w-5 text-accent" aria-hidden>
            ●
          </RadixMenu.ItemIndicator>
          {choice.label}
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}

function MenuPanelLabel({ children }: { readonly children: ReactNode }) {
  return <RadixMenu.Label className="px-2 pt-1.5 pb-1 text-muted text-xs">{children}</RadixMenu.Label>;
}

export function MenuPanelLine() {
  return <RadixMenu.Separator className="mx-2 my-1 h-px bg-line" />;
}
