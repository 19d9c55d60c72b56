import type { QueryError } from "@/lib/domain/query/parse-query";

/** Characters of the line that are shown before and behind the mistake. */
const AROUND = 24;

interface QueryMistakeProps {
  readonly id: string;
  /** The whole line. */
  readonly text: string;
  readonly error: QueryError;
}

/** What cannot be read of a query, and the place in it. */
export function QueryMistake({ id, text, error }: QueryMistakeProps) {
  return (
    <p
      id={id}
      role="status"
      className="absolute inset-x-0 top-full z-20 mt-1 rounded-lg bg-raised px-3 py-2 text-xs shadow-pop"
    >
      <span className="block text-risk-high-text">{error.message}</span>
      <bdi className="mt-1 block truncate font-mono text-muted">
        {text.slice(Math.max(0, error.from - AROUND), error.from)}
        <mark className="bg-selected text-ink underline decoration-wavy">
          {text.slice(error.from, error.to) || "…"}
        </mark>
        {text.slice(error.to, error.to + AROUND)}
      </bdi>
    </p>
  );
}
