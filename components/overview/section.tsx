import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the page under its own quiet heading. */
export function Section({ title, note, children }: SectionProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <header className="flex items-baseline justify-between gap-3 pb-2">
        <h2 className="font-semibold text-sm">{title}</h2>
        {note ? <span className="text-muted text-xs">{note}</span> : null}
      </header>
      {children}
    </section>
  );
}
