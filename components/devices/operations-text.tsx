import { clsx } from "clsx";
import { formatCount } from "@/lib/client/format-number";
import { OPERATIONS, type Operation, type OperationCounts } from "@/lib/domain/flow/flow";

const CHANGING: ReadonlySet<Operation> = new Set(["write", "control", "program", "firmware"]);

/** What was done in an OT protocol: what changes the process stands first and darker. */
export function OperationsText({ operations }: { readonly operations: OperationCounts }) {
  const done = [...OPERATIONS].reverse().filter((it) => (operations[it] ?? 0) > 0);
  if (done.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-2">
      {done.map((it) => (
        <span key={it} className={clsx("whitespace-nowrap", CHANGING.has(it) ? "font-medium text-ink" : "text-muted")}>
          {it} {formatCount(operations[it] ?? 0)}
        </span>
      ))}
    </span>
  );
}
