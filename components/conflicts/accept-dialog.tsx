"use client";

import { DecisionDialog } from "@/components/devices/decision-dialog";
import type { ConflictItem } from "@/lib/contracts/conflicts";

interface AcceptDialogProps {
  readonly deviceIds: readonly string[];
  readonly conflict: Pick<ConflictItem, "key" | "kind" | "summary">;
  readonly onClose: () => void;
}

/** What says yes to a contradiction: nobody accepts a card on an approved device without approving it. */
export function acceptVerb(kind: ConflictItem["kind"]): string {
  return kind === "unapproved-card" ? "Approve again" : "Accept as it is";
}

/** It is as it should be: no longer counts as risk, until something new about it is seen. */
export function AcceptDialog({ deviceIds, conflict, onClose }: AcceptDialogProps) {
  const isApproval = conflict.kind === "unapproved-card";
  const verb = acceptVerb(conflict.kind);
  return (
    <DecisionDialog
      title={verb}
      description={
        isApproval
          ? `${conflict.summary}. The device is approved with all cards that it has now. A further one asks again.`
          : `${conflict.summary}. It leaves the list and no longer counts as risk. Anything new about it asks again.`
      }
      verb={verb}
      onClose={onClose}
      decision={(reason) =>
        isApproval
          ? { kind: "state", deviceIds: [...deviceIds], state: "sanctioned", expiresAt: null, reason }
          : { kind: "accept-conflict", deviceIds: [...deviceIds], conflict: conflict.key, reason }
      }
      done={isApproval ? "Approved the device with its cards" : "Accepted the contradiction"}
    />
  );
}
