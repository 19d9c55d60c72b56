"use client";

import { clsx } from "clsx";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Tooltip } from "./tooltip";

type Tone = "primary" | "plain" | "quiet" | "danger";
type Size = "sm" | "md";

const TONES: Readonly<Record<Tone, string>> = {
  primary: "bg-accent text-on-accent font-medium hover:bg-accent-strong",
  plain: "bg-raised text-ink border border-line-strong hover:bg-hover",
  quiet: "text-soft hover:bg-hover hover:text-ink",
  danger: "bg-danger text-on-danger font-medium hover:opacity-90",
};

const SIZES: Readonly<Record<Size, string>> = { sm: "h-7 px-2 gap-1.5", md: "h-8 px-3 gap-2" };

interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: Tone;
  readonly size?: Size;
  /** Shows that work is going on and keeps the width; the button cannot be pressed meanwhile. */
  readonly isBusy?: boolean;
  /** Renders its child (a link) with the button's looks. */
  readonly asChild?: boolean;
}

/** A verb. One primary per view. */
export function Button({ tone = "plain", size = "md", isBusy, asChild, className, disabled, ...rest }: ButtonProps) {
  const Component = asChild ? Slot.Root : "button";
  return (
    <Component
      {...(asChild ? {} : { type: "button" as const })}
      {...rest}
      disabled={disabled || isBusy || undefined}
      aria-busy={isBusy || undefined}
      className={clsx(
        "inline-flex shrink-0 select-none align-middle items-center justify-center whitespace-nowrap rounded-md text-sm",
        "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
        TONES[tone],
        SIZES[size],
        className,
      )}
    />
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  /** What it does; read by screen readers and shown on hover. */
  readonly label: string;
  readonly shortcut?: string;
  readonly children: ReactNode;
}

/** A button of one icon, 28 px square. The label is never optional. */
export function IconButton({ label, shortcut, className, tone = "quiet", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button size="sm" {...rest} tone={tone} aria-label={label} className={clsx("w-7 px-0!", className)} />
    </Tooltip>
  );
}
