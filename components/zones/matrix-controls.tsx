import { clsx } from "clsx";
import { Input, Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { FlowMatrix } from "@/lib/contracts/flow-matrix";
import type { Grouping } from "./prepare-matrix";

const WINDOWS = [
  ["", "All time"],
  ["1", "One day"],
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
] as const;
const GROUPS: readonly (readonly [Grouping, string])[] = [
  ["zone", "Every zone"],
  ["parent", "Outermost zones"],
  ["site", "Sites"],
  ["level", "Purdue levels"],
];

export interface MatrixChange {
  readonly days?: number | null;
  readonly until?: string | null;
  readonly grouping?: Grouping;
  readonly view?: "picture" | "table";
}

interface MatrixControlsProps {
  readonly window: FlowMatrix["window"];
  readonly days: number | null;
  /** A day; null = the newest with traffic. */
  readonly until: string | null;
  readonly grouping: Grouping;
  readonly view: "picture" | "table";
  /** Whether the chosen window is what is shown; until then it is the one before. */
  readonly state: "shown" | "loading" | "failed";
  readonly onChange: (change: MatrixChange) => void;
}

/** Which days are shown, and what rows and columns stand for. */
export function MatrixControls({ window, days, until, grouping, view, state, onChange }: MatrixControlsProps) {
  const isOther = days !== null && !WINDOWS.some(([value]) => value === String(days));
  return (
    <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2 md:px-6 print:[&>:not([role=status])]:hidden">
      <Select
        aria-label="Window"
        value={days === null ? "" : String(days)}
        onChange={(e) => onChange({ days: e.target.value === "" ? null : Number(e.target.value) })}
      >
        {WINDOWS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        {isOther ? <option value={String(days)}>{`${days} days`}</option> : null}
      </Select>
      <Input
        type="date"
        aria-label="Up to this day, UTC"
        className="w-36!"
        value={until ?? window.lastDay ?? ""}
        min={window.firstDay ?? undefined}
        onChange={(e) => onChange({ until: e.target.value || null })}
      />
      <Select
        aria-label="Rows and columns"
        value={grouping}
        onChange={(e) => onChange({ grouping: e.target.value as Grouping })}
      >
        {GROUPS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Segmented
        label="Shown as"
        value={view}
        onChange={(next) => onChange({ view: next })}
        choices={[
          { value: "picture", label: "Matrix" },
          { value: "table", label: "Table" },
        ]}
      />
      <span role="status" className={clsx("text-xs", state === "failed" ? "text-danger" : "text-muted")}>
        {state === "loading"
          ? "Adding up these days…"
          : state === "failed"
            ? "These days could not be added up. Choose them again."
            : window.from
              ? `Flows that began ${window.from} to ${window.until}, UTC`
              : "All flows that were ever seen"}
      </span>
    </div>
  );
}
