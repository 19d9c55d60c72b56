import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  readonly count?: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a tab, set apart by space alone. Its tables reach out by their padding: words stand under the title. */
export function Section({ title, count, action, children }: SectionProps) {
  return (
    <section className="pb-7 [&_section]:-mx-2">
      <div className="flex h-7 items-center gap-2">
        <h2 className="font-semibold">{title}</h2>
        {count === undefined ? null : <span className="text-muted text-xs">{count.toLocaleString("en-GB")}</span>}
        <span className="flex-1" />
        {action}
      </div>
      {children}
    </section>
  );
}
