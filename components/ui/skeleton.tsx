import { clsx } from "clsx";

/** Holds the place of something with its final size (give width and height by class). */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={clsx("block animate-pulse-quiet rounded-sm bg-track", className)} />;
}

/** Rows of a table that is on its way, 32 px each. */
export function SkeletonRows({ count, columns }: { readonly count: number; readonly columns: readonly string[] }) {
  return (
    <div aria-hidden>
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className="flex h-8 items-center gap-4 border-b px-3">
          {columns.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={column} className={clsx("h-2.5", width)} />
          ))}
        </div>
      ))}
    </div>
  );
}
