import { clsx } from "clsx";
import { formatCount } from "@/lib/domain/say-count";
import type { ShadowGroup } from "./triage-order";

interface GroupListProps {
  readonly groups: readonly ShadowGroup[];
  readonly chosenKey: string;
  readonly onChoose: (group: ShadowGroup) => void;
}

/** What the waiting devices likely are, with how many and why. */
export function GroupList({ groups, chosenKey, onChoose }: GroupListProps) {
  return (
    <ul aria-label="Groups" className="flex gap-1 overflow-x-auto p-2 lg:flex-col lg:overflow-x-visible">
      {groups.map((group) => (
        <li key={group.key} className="shrink-0">
          <button
            type="button"
            aria-current={group.key === chosenKey}
            onClick={() => onChoose(group)}
            className={clsx(
              "flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1.5 hover:bg-hover",
              group.key === chosenKey && "bg-selected font-medium",
            )}
          >
            <span className="min-w-0">
              <span className="block whitespace-nowrap lg:whitespace-normal">{group.label}</span>
              <span className="hidden font-normal text-muted text-xs lg:block">{group.reason}</span>
            </span>
            <span>{formatCount(group.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
