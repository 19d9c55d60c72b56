import { clsx } from "clsx";
import type { ReactNode } from "react";

interface PageProps {
  /** Names the place: "Devices". Quiet, because the answer is what people came for. */
  readonly title: string;
  /** The answer first: one sentence or figure. */
  readonly answer: ReactNode;
  readonly actions?: ReactNode;
  /** The content fills the height and scrolls by itself (tables, the matrix). */
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}

/** A page: its name, its answer, its tools, its evidence. */
export function Page({ title, answer, actions, isFilling, children }: PageProps) {
  return (
    <div className={clsx("flex flex-col", isFilling ? "min-h-0 flex-1" : "shrink-0 grow")}>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 px-4 pt-3 pb-3 md:px-6 md:pt-4">
        <div className="min-w-0 max-w-[80ch]">
          <h1 className="text-muted text-xs">{title}</h1>
          <p className="text-balance font-medium text-md">{answer}</p>
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
