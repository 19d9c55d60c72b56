import { clsx } from "clsx";
import type { ComponentProps } from "react";

const CONTROL =
  "rounded-md border border-control bg-raised px-2 text-ink text-sm outline-offset-0 aria-invalid:border-danger disabled:opacity-55";

/** One line of text, 32 px high. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(CONTROL, "h-8 w-full min-w-0", className)} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={3} {...rest} className={clsx(CONTROL, "w-full min-w-0 resize-y py-1.5", className)} />;
}

/** The platform's own list: works with every keyboard, screen reader and touch screen. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={clsx(CONTROL, "h-8 min-w-0 pr-1", className)} />;
}
