import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { countOf } from "@/lib/client/format-number";
import type { TriageVerb } from "./use-triage";

interface CaseActionsProps {
  readonly verbs: readonly TriageVerb[];
  readonly groupSize: number;
  readonly onSanctionGroup: (() => void) | null;
}

/** What may happen next, each with its key. */
export function CaseActions({ verbs, groupSize, onSanctionGroup }: CaseActionsProps) {
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
      {onSanctionGroup && groupSize > 1 ? (
        <Button tone="quiet" onClick={onSanctionGroup} className="justify-start!">
          Sanction all {countOf(groupSize, "device")} of this group…
        </Button>
      ) : null}
    </div>
  );
}
