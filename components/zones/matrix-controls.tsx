import { clsx } from "clsx";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { DayInput } from "@/components/ui/time-input";
import type { FlowMatrix } from "@/lib/contracts/flow-matrix";
import type { Grouping } from "./prepare-matrix";

const GROUPS: readonly (readonly [Grouping, string])[] = [
  ["zone", "Every zone"],
  ["parent", "Outermost zones"],
  ["site", "Sites"],
  ["level", "Purdue levels"],
];

export interface MatrixChange {
  readonly until?: string | null;
  readonly grouping?: Grouping;
  readonly view?: "picture" | "table";
}

export interface MatrixControlsProps {
  readonly window: FlowMatrix["window"];
  /** A day; null = the newest with traffic. */
  readonly until: string | null;
  readonly grouping: Grouping;
  readonly view: "picture" | "table";
  /** Whether the chosen window is what is shown; until then it is the one before. */
  readonly state: "shown" | "loading" | "failed";
  readonly onChange: (change: MatrixChange) => void;
}

/** Up to which day is shown, how many of them by the window of the top bar, and what rows and columns stand for. */
export function MatrixControls({ window, until, grouping, view, state, onChange }: MatrixControlsProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2 md:px-6 print:[&>:not([role=status])]:hidden">
      <span className="flex items-center gap-2">
        <span aria-hidden className="text-muted text-xs">
          Up to
        </span>
        {/* Empty while no day is chosen: the newest one then bounds nothing. */}
        <DayInput
          aria-label="Up to this day (UTC)"
          className="w-36"
          value={until ?? (window.from === null ? "" : (window.until ?? ""))}
          min={window.firstDay ?? undefined}
          onDay={(day) => onChange({ until: day || null })}
        />
      </span>
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
