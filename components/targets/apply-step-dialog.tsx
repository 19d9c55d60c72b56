"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { toast, UNDO } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import type { TargetStep, TargetSteps } from "@/lib/contracts/targets";
import { countOf } from "@/lib/domain/say-count";
import { DifferenceList } from "./difference-list";

interface ApplyStepDialogProps {
  readonly targetId: string;
  readonly step: TargetStep;
  readonly onUndo: (key: string) => void;
  readonly onClose: () => void;
}

/** Shows what a step changes of today's zones and conduits, and does it when somebody says why. */
export function ApplyStepDialog({ targetId, step, onUndo, onClose }: ApplyStepDialogProps) {
  const client = useQueryClient();
  const apply = useMutation({
    mutationFn: (note: string) =>
      apiSend<TargetSteps>("POST", `/targets/${targetId}/steps/apply`, { key: step.key, note }),
    onSuccess: async () => {
      onClose();
      toast({
        title: "Today is one step nearer to the target",
        detail: step.title,
        action: { label: UNDO, run: () => onUndo(step.key) },
      });
      await Promise.all([client.invalidateQueries({ queryKey: ["targets"] }), refreshInventory(client)]);
    },
  });
  const moved = step.kind === "zone" && step.deviceCount > 0 ? ` ${countOf(step.deviceCount, "device")} move.` : "";
  return (
    <ReasonDialog
      title="Apply this step to today"
      description={`${step.title}.${moved} Every change stands in the audit log, and the step can be taken back.`}
      verb="Apply to today"
      width="md"
      isBusy={apply.isPending}
      error={apply.error}
      onSubmit={(note) => apply.mutate(note)}
      onClose={onClose}
    >
      <DifferenceList items={step.today.changes} />
    </ReasonDialog>
  );
}
