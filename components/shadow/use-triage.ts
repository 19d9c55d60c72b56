"use client";

import { useMemo, useState } from "react";
import { useUndoLast } from "@/components/devices/use-decide";
import { useCan } from "@/components/shell/session-context";
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

/** The desk's verbs and keys, for what this role may do. `moveTo` shows another device. */
export function useTriage(desk: Desk | null, moveTo: (deviceId: string) => void): Triage {
  const [question, ask] = useState<Question | null>(null);
  const [isGroup, setIsGroup] = useState(false);
  const mayWrite = useCan("devices.annotate");
  const mayDecide = useCan("devices.decide");
  const mayPlace = useCan("devices.edit");
  const one = desk?.one ?? null;
  const group = desk?.group ?? null;
  const verbs = useMemo<TriageVerb[]>(() => {
    if (one === null || group === null) return [];
    const devices = isGroup ? group.devices : [one];
    return [
      ...(mayDecide
        ? ([
            {
              key: "s",
              label: "Sanction…",
              isPrimary: true,
              run: () => ask({ kind: "state", state: "sanctioned", devices }),
            },
            { key: "i", label: "Ignore…", run: () => ask({ kind: "state", state: "ignored", devices }) },
            { key: "r", label: "Retire…", run: () => ask({ kind: "state", state: "retired", devices }) },
          ] as const)
        : []),
      ...(mayWrite
        ? ([
            { key: "o", label: "Assign owner…", run: () => ask({ kind: "owner", devices }) },
            { key: "a", label: "Ask someone…", run: () => ask({ kind: "ask", devices }) },
            { key: "t", label: "Tag…", run: () => ask({ kind: "tag", devices }) },
          ] as const)
        : []),
      ...(mayPlace ? [{ key: "z", label: "Set zone…", run: () => ask({ kind: "zone", devices }) }] : []),
    ];
  }, [one, group, isGroup, mayDecide, mayWrite, mayPlace]);

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
