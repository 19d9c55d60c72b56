"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Expiry, ExpiryField, expiryIn } from "@/components/devices/expiry-field";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast, UNDO } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { sendOutboundAnswer, undoOutboundAnswers } from "@/lib/client/exposure";
import type { OutboundItemDto } from "@/lib/contracts/exposure";
import { countOf } from "@/lib/domain/say-count";

const EXPIRIES: readonly Expiry[] = [
  { label: "in 90 days", days: 90 },
  { label: "in half a year", days: 182 },
  { label: "in a year", days: 365 },
  { label: "never", days: null },
];

interface AnswerDialogProps {
  /** What to say; null = closed. */
  readonly verdict: "needed" | "closed" | null;
  readonly items: readonly OutboundItemDto[];
  readonly onClose: () => void;
  readonly onAnswered: () => void;
}

/** Says of destinations that somebody needs them, or that they are to be closed, with the reason. */
export function AnswerDialog({ verdict, ...rest }: AnswerDialogProps) {
  return verdict === null ? null : <OpenDialog key={verdict} verdict={verdict} {...rest} />;
}

function OpenDialog({
  verdict,
  items,
  onClose,
  onAnswered,
}: Omit<AnswerDialogProps, "verdict"> & { readonly verdict: "needed" | "closed" }) {
  const [neededBy, setNeededBy] = useState("");
  const [days, setDays] = useState<number | null>(365);
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(["exposure", "overview"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const undo = useMutation({
    mutationFn: undoOutboundAnswers,
    onSuccess: () => {
      toast({ title: "Taken back" });
      return refresh();
    },
    onError: (error) => toast({ title: "It was not taken back", detail: sentenceOf(error), tone: "danger" }),
  });
  const send = useMutation({
    mutationFn: (reason: string) =>
      sendOutboundAnswer({
        keys: items.map((it) => it.key),
        verdict,
        neededBy: verdict === "needed" ? neededBy.trim() : null,
        reason,
        expiresAt: expiryIn(days),
      }),
    onSuccess: ({ groupId }) => {
      toast({
        title: `${verdict === "needed" ? "Needed" : "To be closed"}: ${objectOf(items)}`,
        action: { label: UNDO, run: () => undo.mutate(groupId) },
      });
      onClose();
      onAnswered();
      return refresh();
    },
  });
  return (
    <ReasonDialog
      title={verdict === "needed" ? `Keep ${objectOf(items)}` : `Close ${objectOf(items)}`}
      description={
        verdict === "needed"
          ? "Somebody needs it: it stays open in the target, with this name and reason."
          : "Nobody needs it: it is to be cut at the zone’s edge. Sightglass closes nothing by itself, and says when it still passes."
      }
      verb={verdict === "needed" ? "Keep" : "Close"}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={(reason) => send.mutate(reason)}
      onClose={onClose}
    >
      {verdict === "needed" ? (
        <Field label="Needed by">
          <Input
            value={neededBy}
            maxLength={200}
            required
            placeholder="A person or a department"
            onChange={(event) => setNeededBy(event.target.value)}
          />
        </Field>
      ) : null}
      <ExpiryField label="Ask again" expiries={EXPIRIES} days={days} onChange={setDays} />
    </ReasonDialog>
  );
}

function objectOf(items: readonly OutboundItemDto[]): string {
  const [first] = items;
  return items.length === 1 && first ? `${first.kind} → ${first.destination}` : countOf(items.length, "destination");
}
