import { clsx } from "clsx";

interface WireTextProps {
  readonly text: string | null | undefined;
  /** Addresses, order numbers, firmware, bytes. */
  readonly isMono?: boolean;
  /** Breaks over up to four lines instead of being cut after one. The title has the whole either way. */
  readonly isWrapped?: boolean;
  readonly className?: string;
}

/**
 * Text that came from outside (packets, scans, lists): shown as text, isolated in its direction, cut with the whole in
 * its title. Unknown when null.
 */
export function WireText({ text, isMono, isWrapped, className }: WireTextProps) {
  if (text === null || text === undefined || text === "") return <span className="text-muted">unknown</span>;
  return (
    <bdi
      dir="auto"
      title={text}
      className={clsx(
        isWrapped ? "line-clamp-4 whitespace-pre-wrap [overflow-wrap:anywhere]" : "block truncate text-left",
        isMono && "font-mono text-xs",
        className,
      )}
    >
      {text}
    </bdi>
  );
}
