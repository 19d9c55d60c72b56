import { clsx } from "clsx";

interface KbdProps {
  readonly keys: string;
  /** Also on a narrow screen: what is read is about keys. */
  readonly isAlways?: boolean;
}

/** Keys as caps: "Ctrl K" draws two. A hint beside a verb takes no room on a narrow screen, which is mostly touched. */
export function Kbd({ keys, isAlways }: KbdProps) {
  return (
    <kbd className={clsx("inline-flex items-center gap-0.5 font-sans", !isAlways && "max-md:hidden")}>
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
