"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory, sendDecision, undoDecisions } from "@/lib/client/decisions";
import type { decide } from "@/lib/contracts/devices";

export type DecisionInput = z.input<typeof decide>;

/** Decides, says so with an Undo, and brings every list up to date. `done` is the sentence: "Sanctioned PLC-1". */
export function useDecide() {
  const client = useQueryClient();
  const { undo } = useUndo();
  return useMutation({
    mutationFn: ({ decision }: { readonly decision: DecisionInput; readonly done: string }) => sendDecision(decision),
    onSuccess: ({ decisionIds }, { done }) => {
      toast({ title: done, action: { label: "Undo", run: () => undo(decisionIds, done) } });
      return refreshInventory(client);
    },
  });
}

/** Takes decisions back; the toast says what was taken back. */
export function useUndo() {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ ids }: { readonly ids: readonly string[]; readonly done: string }) => undoDecisions(ids),
    onSuccess: (_, { done }) => {
      toast({ title: `Taken back: ${done}` });
      return refreshInventory(client);
    },
    onError: (error) => toast({ title: "It was not taken back", detail: sentenceOf(error), tone: "danger" }),
  });
  return {
    undo: (ids: readonly string[], done: string) => mutation.mutate({ ids, done }),
    isBusy: mutation.isPending,
  };
}
