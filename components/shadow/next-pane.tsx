import { ChevronLeft, ChevronRight } from "lucide-react";
import { RoleNote } from "@/components/shell/role-note";
import { IconButton } from "@/components/ui/button";
import { formatCount } from "@/lib/domain/say-count";
import { CaseActions } from "./case-actions";
import type { Desk, Step } from "./triage-order";
import type { useTriage } from "./use-triage";

interface NextPaneProps {
  readonly desk: Desk;
  readonly triage: ReturnType<typeof useTriage>;
  readonly onMove: (step: Step) => void;
}

/** Where the walk is, and what may happen to the device or its group. */
export function NextPane({ desk, triage, onMove }: NextPaneProps) {
  const { verbs, isGroup, setIsGroup, takeBack } = triage;
  const { previous, next, group } = desk;
  return (
    <aside
      aria-label="What happens next"
      className="order-first flex flex-col gap-2 border-b p-4 pb-3 lg:order-none lg:gap-4 lg:border-b-0 lg:border-l lg:pb-4"
    >
      <div className="flex items-center justify-between">
        <span className="text-muted text-xs">
          {isGroup ? "All" : `${formatCount(desk.index + 1)} of`} {formatCount(group.count)} in this group
        </span>
        <span className="flex">
          <IconButton
            label="Previous device"
            shortcut="K"
            disabled={previous === null}
            onClick={() => previous && onMove(previous)}
          >
            <ChevronLeft aria-hidden size={16} />
          </IconButton>
          <IconButton label="Next device" shortcut="J" disabled={next === null} onClick={() => next && onMove(next)}>
            <ChevronRight aria-hidden size={16} />
          </IconButton>
        </span>
      </div>
      <CaseActions verbs={verbs} groupSize={group.count} isGroup={isGroup} onGroup={setIsGroup} onTakeBack={takeBack} />
      {verbs.length === 0 ? <RoleNote permission="devices.decide" deed="decide" /> : null}
    </aside>
  );
}
