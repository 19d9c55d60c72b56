"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { z } from "zod";
import { dismissToast, toast, toastStore, UNDO } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import {
  refreshInventory,
  sendDecision,
  sendGroupDecision,
  undoDecisionGroup,
  undoDecisions,
} from "@/lib/client/decisions";
import type { decide } from "@/lib/contracts/devices";
import { decisionsMade } from "./decisions-made";
import { seenGroupOf, type WholeGroup } from "./whole-group";

export type DecisionInput = z.input<typeof decide>;

interface Deciding {
  readonly decision: DecisionInput;
  readonly done: string;
  /** All of the group of the devices that it names; null for these alone. */
  readonly whole?: WholeGroup | null;
}

/** Decides, says so with an Undo, and brings every list up to date. `done` is the sentence: "Sanctioned PLC-1". */
export function useDecide() {
  const client = useQueryClient();
  const { undoGroup } = useUndo();
  return useMutation({
    mutationFn: ({ decision, whole }: Deciding): Promise<{ readonly groupId: string }> =>
      whole ? sendGroupDecision(seenGroupOf(whole), decision) : sendDecision(decision),
    onSuccess: ({ groupId }, { decision, done }) => {
      decisionsMade.add({ groupId, done, deviceIds: "deviceIds" in decision ? decision.deviceIds : [] });
      toast({ title: done, action: { label: UNDO, run: () => undoGroup(groupId, done) } });
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
    onSuccess: (_, { done, groupId }) => {
      if (groupId) decisionsMade.drop(groupId);
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

/** Takes back what was decided last in this tab; null when there is nothing. Answers which devices it was about. */
export function useUndoLast(): (() => readonly string[]) | null {
  const { undoGroup, isBusy } = useUndo();
  const last = useSyncExternalStore(decisionsMade.subscribe, decisionsMade.last, () => null);
  if (last === null || isBusy) return null;
  return () => {
    // What offered the same is answered with it.
    for (const { id, title } of toastStore.read()) if (title === last.done) dismissToast(id);
    undoGroup(last.groupId, last.done);
    return last.deviceIds;
  };
}
