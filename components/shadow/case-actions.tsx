import { Button } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Kbd } from "@/components/ui/kbd";
import { countOf } from "@/lib/domain/say-count";
import type { TriageVerb } from "./use-triage";

interface CaseActionsProps {
  readonly verbs: readonly TriageVerb[];
  readonly groupSize: number;
  readonly isGroup: boolean;
  readonly onGroup: (isGroup: boolean) => void;
  /** Null when nothing was decided yet. */
  readonly onTakeBack: (() => void) | null;
}

/** What may happen next, each with its key, to this device or to its whole group. */
export function CaseActions({ verbs, groupSize, isGroup, onGroup, onTakeBack }: CaseActionsProps) {
  if (verbs.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1 lg:flex-col">
      {verbs.map((verb) => (
        <Button
          key={verb.key}
          tone={verb.isPrimary ? "primary" : "plain"}
          onClick={verb.run}
          disabled={verb.isDisabled}
          className="justify-between!"
        >
          {verb.label}
          <Kbd keys={verb.key.toUpperCase()} />
        </Button>
      ))}
      {onTakeBack ? (
        <Button tone="quiet" onClick={onTakeBack} className="justify-between!">
          Undo the last
          <Kbd keys="U" />
        </Button>
      ) : null}
      {groupSize > 1 ? (
        <div className="flex items-center justify-between gap-2 lg:mt-2 lg:border-t lg:pt-3">
          <CheckLine isChecked={isGroup} onChange={onGroup}>
            All {countOf(groupSize, "device")} of this group
          </CheckLine>
          <Kbd keys="X" />
        </div>
      ) : null}
    </div>
  );
}
