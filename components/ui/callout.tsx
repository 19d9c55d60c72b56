import { clsx } from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "warn" | "danger";
const ICONS = { info: Info, warn: TriangleAlert, danger: CircleAlert } as const;
const EDGES: Readonly<Record<Tone, string>> = {
  info: "border-line-strong",
  warn: "border-risk-medium",
  danger: "border-danger bg-danger-soft",
};
const INKS: Readonly<Record<Tone, string>> = {
  info: "text-muted",
  warn: "text-risk-medium-text",
  danger: "text-danger",
};

interface CalloutProps {
  readonly tone?: Tone;
  readonly title?: string;
  /** Verbs at the end: "Try again". */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
  /** Read out at once: for something that just went wrong. */
  readonly isAlert?: boolean;
}

/** A remark in the page: what happened, what is safe, what to do now. */
export function Callout({ tone = "info", title, action, children, isAlert }: CalloutProps) {
  const Icon = ICONS[tone];
  return (
    <div role={isAlert ? "alert" : undefined} className={clsx("flex gap-2 rounded-md border px-3 py-2", EDGES[tone])}>
      <Icon aria-hidden size={16} className={clsx("mt-0.5 shrink-0", INKS[tone])} />
      {/* In a narrow panel the verbs go below the text in place of squeezing it. */}
      <div className="flex min-w-0 flex-1 flex-wrap gap-2">
        <div className="min-w-0 flex-1 basis-60 break-words">
          {title ? <p className="font-medium">{title}</p> : null}
          {children ? <div className="text-soft">{children}</div> : null}
        </div>
        {action}
      </div>
    </div>
  );
}
