"use client";

import { DecisionDialog } from "@/components/devices/decision-dialog";

interface AcceptDialogProps {
  readonly deviceIds: readonly string[];
  readonly conflict: { readonly key: string; readonly summary: string };
  readonly onClose: () => void;
}

/** It is as it should be: no longer counts as risk, until something new about it is seen. */
export function AcceptDialog({ deviceIds, conflict, onClose }: AcceptDialogProps) {
  return (
    <DecisionDialog
      title="Accept as it is"
      description={`${conflict.summary}. It leaves the list and no longer counts as risk. Anything new about it asks again.`}
      verb="Accept as it is"
      onClose={onClose}
      decision={(reason) => ({ kind: "accept-conflict", deviceIds: [...deviceIds], conflict: conflict.key, reason })}
      done="Accepted the contradiction"
    />
  );
}
