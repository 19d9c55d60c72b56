"use client";

import { ReasonDialog } from "@/components/devices/reason-dialog";
import { useDecide } from "@/components/devices/use-decide";

interface AcceptDialogProps {
  readonly deviceIds: readonly string[];
  readonly conflict: { readonly key: string; readonly summary: string };
  readonly onClose: () => void;
}

/** It is as it should be: no longer counts as risk, until something new about it is seen. */
export function AcceptDialog({ deviceIds, conflict, onClose }: AcceptDialogProps) {
  const decide = useDecide();
  return (
    <ReasonDialog
      title="Accept as it is"
      description={`${conflict.summary}. It leaves the list and no longer counts as risk. Anything new about it asks again.`}
      verb="Accept as it is"
      isBusy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onSubmit={(reason) =>
        decide.mutate(
          {
            decision: { kind: "accept-conflict", deviceIds: [...deviceIds], conflict: conflict.key, reason },
            done: "Accepted the contradiction",
          },
          { onSuccess: onClose },
        )
      }
    />
  );
}
