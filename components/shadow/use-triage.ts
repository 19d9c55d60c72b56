"use client";

import { useMemo, useState } from "react";
import { useUndoLast } from "@/components/devices/use-decide";
import { useCan } from "@/components/shell/session-context";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { type Hotkey, useHotkeys } from "@/lib/client/use-hotkeys";
import type { Desk, ShadowCase } from "./triage-order";

export interface TriageVerb {
  readonly key: string;
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/** What is being asked now, for one device or its whole group. */
export type Question =
  | {
      readonly kind: "state";
      readonly state: "sanctioned" | "ignored" | "retired";
      readonly devices: readonly ShadowCase[];
    }
  | { readonly kind: "zone" | "owner" | "tag" | "ask"; readonly devices: readonly ShadowCase[] };

interface Triage {
  /** Takes back what was decided last; null when there is nothing. */
  readonly takeBack: (() => void) | null;
  readonly verbs: readonly TriageVerb[];
  readonly question: Question | null;
  readonly ask: (question: Question | null) => void;
  /** Whether the verbs act on the whole group. */
  readonly isGroup: boolean;
  readonly setIsGroup: (isGroup: boolean) => void;
}

interface OnDesk {
  readonly desk: Desk | null;
  /** The device that lies on it; null until what is known of it is there. */
  readonly one: ShadowCase | null;
  /** All of its group, however many of them were looked at. */
  readonly fetchGroup: () => Promise<readonly ShadowCase[]>;
}

/** The desk's verbs and keys, for what this role may do. `moveTo` shows another device. */
export function useTriage({ desk, one, fetchGroup }: OnDesk, moveTo: (deviceId: string) => void): Triage {
  const [question, ask] = useState<Question | null>(null);
  const [isGroup, setIsGroup] = useState(false);
  const mayWrite = useCan("devices.annotate");
  const mayDecide = useCan("devices.decide");
  const mayPlace = useCan("devices.edit");
  const isEmpty = desk === null;
  const verbs = useMemo<TriageVerb[]>(() => {
    if (isEmpty) return [];
    // Of a group all are asked about, also those that were never shown.
    const about = (questionOf: (devices: readonly ShadowCase[]) => Question) => () => {
      if (!isGroup) {
        if (one !== null) ask(questionOf([one]));
        return;
      }
      fetchGroup().then(
        (devices) => ask(questionOf(devices)),
        (error) => toast({ title: "The group did not come", detail: sentenceOf(error), tone: "danger" }),
      );
    };
    const verb = (key: string, label: string, questionOf: (devices: readonly ShadowCase[]) => Question) => ({
      ...{ key, label, run: about(questionOf), isDisabled: !isGroup && one === null },
    });
    return [
      ...(mayDecide
        ? [
            {
              ...verb("s", "Sanction…", (devices) => ({ kind: "state", state: "sanctioned", devices })),
              isPrimary: true,
            },
            verb("i", "Ignore…", (devices) => ({ kind: "state", state: "ignored", devices })),
            verb("r", "Retire…", (devices) => ({ kind: "state", state: "retired", devices })),
          ]
        : []),
      ...(mayWrite
        ? [
            verb("o", "Assign owner…", (devices) => ({ kind: "owner", devices })),
            verb("a", "Ask someone…", (devices) => ({ kind: "ask", devices })),
            verb("t", "Tag…", (devices) => ({ kind: "tag", devices })),
          ]
        : []),
      ...(mayPlace ? [verb("z", "Set zone…", (devices) => ({ kind: "zone", devices }))] : []),
    ];
  }, [isEmpty, one, isGroup, fetchGroup, mayDecide, mayWrite, mayPlace]);

  const walk: Hotkey[] = [
    { key: "j", label: "Next device", group: "Shadow", run: () => desk?.nextId && moveTo(desk.nextId) },
    { key: "k", label: "Previous device", group: "Shadow", run: () => desk?.previousId && moveTo(desk.previousId) },
  ];
  const keys = verbs.map(
    (verb): Hotkey => ({ key: verb.key, label: verb.label.replace("…", ""), group: "Shadow", run: verb.run }),
  );
  const choose: Hotkey[] =
    verbs.length === 0
      ? []
      : [{ key: "x", label: "One device or its whole group", group: "Shadow", run: () => setIsGroup(!isGroup) }];
  const undoLast = useUndoLast();
  // Also when the last device was settled, and nothing lies on the desk any more.
  function takeBack() {
    const [first] = undoLast?.() ?? [];
    if (first !== undefined) moveTo(first);
  }
  useHotkeys([...walk, ...choose, ...keys], question === null);
  // Before the frame's own U, which knows only of what is still on the screen.
  useHotkeys(
    [
      {
        key: "u",
        label: "Take back what was decided last",
        group: "Shadow",
        isActive: () => undoLast !== null,
        run: takeBack,
      },
    ],
    question === null,
  );
  return { takeBack: undoLast === null ? null : takeBack, verbs, question, ask, isGroup, setIsGroup };
}
