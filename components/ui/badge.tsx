import { clsx } from "clsx";
import type { ReactNode } from "react";

type Tone = "neutral" | "accent" | "warn" | "danger";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "border-line-strong text-soft",
  accent: "border-accent text-accent",
  warn: "border-risk-medium text-risk-medium-text",
  danger: "border-danger text-danger",
};

/** A word in a hairline frame. The word carries the meaning, the tone only supports it. */
export function Badge({
  tone = "neutral",
  title,
  children,
  className,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex h-[18px] shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1 text-xs leading-none",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
