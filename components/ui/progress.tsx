import { clsx } from "clsx";

interface ProgressProps {
  /** What is going on, for screen readers. */
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  readonly className?: string;
}

/** A thin bar that fills. */
export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { "aria-valuenow": percent })}
      className={clsx("h-1 overflow-hidden rounded-full bg-track", className)}
    >
      <div
        className={clsx(
          "h-full bg-accent transition-[width] duration-150",
          percent === null && "w-1/3 animate-pulse-quiet",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
