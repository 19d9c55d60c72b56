"use client";

import { clsx } from "clsx";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

/** Inside a landmark, so that screen readers know where they are; it still lies above everything. */
function mainLandmark(): HTMLElement | null {
  return typeof document === "undefined" ? null : document.querySelector("main");
}

/** A list of verbs under a button. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={mainLandmark()}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="scroll-area z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-pop rounded-lg bg-raised p-1 text-sm shadow-pop outline-none"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  "flex min-h-8 select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover";

interface MenuItemProps {
  readonly onSelect?: () => void;
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** Renders its child, a link. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, shortcut, isDisabled, isDanger, asChild, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
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
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
}

/** One of several, as radio items. */
export function MenuChoice<Value extends string>({ label, value, onChange, choices }: MenuChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => {
        const choice = choices.find((it) => it.value === chosen);
        if (choice) onChange(choice.value);
      }}
    >
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={clsx(ITEM, "cursor-pointer pl-7")}>
          <DropdownMenu.ItemIndicator className="-ml-5 inline-block w-5 text-accent" aria-hidden>
            ●
          </DropdownMenu.ItemIndicator>
          {choice.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-muted text-xs">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />;
}
