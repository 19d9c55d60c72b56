/** Keys as caps: "Ctrl K" draws two. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="inline-flex items-center gap-0.5 font-sans">
      {keys.split(" ").map((key) => (
        <span
          key={key}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line-strong bg-surface px-1 text-[11px] text-muted leading-none"
        >
          {key}
        </span>
      ))}
    </kbd>
  );
}
