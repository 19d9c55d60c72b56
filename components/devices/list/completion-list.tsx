import { clsx } from "clsx";
import type { Completion } from "@/lib/domain/query/complete-query";
import { formatCount } from "@/lib/domain/say-count";

interface CompletionListProps {
  readonly id: string;
  readonly completions: readonly Completion[];
  /** The one that Enter takes; -1 is none. */
  readonly active: number;
  readonly onTake: (completion: Completion) => void;
}

/** The id by which the line points to one of its completions. */
export const completionId = (listId: string, at: number): string => `${listId}-${at}`;

/** What may be meant by what is typed. It is there before there are any, so that the line can always name it. */
export function CompletionList({ id, completions, active, onTake }: CompletionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="What may be meant"
      className={clsx(
        "absolute inset-x-0 top-full z-20 mt-1 rounded-lg bg-raised p-1 shadow-pop",
        completions.length === 0 && "hidden",
      )}
    >
      {completions.map((it, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input does the same
        <div
          key={it.insert}
          id={completionId(id, at)}
          role="option"
          aria-selected={at === active}
          // Before the input loses the focus, and with it the list.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(it)}
          className={clsx(
            "flex h-8 cursor-pointer items-center gap-2 rounded-md px-2",
            at === active ? "bg-selected" : "hover:bg-hover",
          )}
        >
          <bdi dir="auto" className={clsx("min-w-0 truncate", it.count === null && "font-mono text-xs")}>
            {it.label}
          </bdi>
          <span className="min-w-0 flex-1 truncate text-muted text-xs">{it.detail}</span>
          {it.count === null ? null : <span className="text-muted text-xs">{formatCount(it.count)}</span>}
        </div>
      ))}
    </div>
  );
}
