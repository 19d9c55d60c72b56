"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory, sendDecision, undoDecisionGroup, undoDecisions } from "@/lib/client/decisions";
import type { decide } from "@/lib/contracts/devices";

export type DecisionInput = z.input<typeof decide>;

/** Decides, says so with an Undo, and brings every list up to date. `done` is the sentence: "Sanctioned PLC-1". */
export function useDecide() {
  const client = useQueryClient();
  const { undoGroup } = useUndo();
  return useMutation({
    mutationFn: ({ decision }: { readonly decision: DecisionInput; readonly done: string }) => sendDecision(decision),
    onSuccess: ({ groupId }, { done }) => {
      toast({ title: done, action: { label: "Undo", run: () => undoGroup(groupId, done) } });
      return refreshInventory(client);
    },
  });
}

interface Undone {
  readonly ids: readonly string[];
  readonly groupId: string | null;
  readonly done: string;
}

/** Takes decisions back; the toast says what was taken back. */
export function useUndo() {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ ids, groupId }: Undone) => (groupId ? undoDecisionGroup(groupId) : undoDecisions(ids)),
    onSuccess: (_, { done }) => {
      toast({ title: `Taken back: ${done}` });
      return refreshInventory(client);
    },
    onError: (error) => toast({ title: "It was not taken back", detail: sentenceOf(error), tone: "danger" }),
  });
  return {
    undo: (ids: readonly string[], done: string) => mutation.mutate({ ids, groupId: null, done }),
    /** All that was decided at once. */
    undoGroup: (groupId: string, done: string) => mutation.mutate({ ids: [], groupId, done }),
    isBusy: mutation.isPending,
  };
}
