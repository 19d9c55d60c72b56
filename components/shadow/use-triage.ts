"use client";

import { useMemo, useState } from "react";
import { useUndoLast } from "@/components/devices/use-decide";
import type { WholeGroup } from "@/components/devices/whole-group";
import { useCan } from "@/components/shell/session-context";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { type Hotkey, useHotkeys } from "@/lib/client/use-hotkeys";
import type { Desk, ShadowCase, Step } from "./triage-order";

export interface TriageVerb {
  readonly key: string;
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

type Deed =
  | { readonly kind: "state"; readonly state: "sanctioned" | "ignored" | "retired" }
  | { readonly kind: "zone" | "owner" | "tag" | "ask" };

/** What is being asked now, for one device or its whole group. */
export type Question = Deed & {
  /** The one, or the first of the group. */
  readonly devices: readonly ShadowCase[];
  readonly whole: WholeGroup | null;
};

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
  readonly loaded: readonly ShadowCase[];
  /** All of its group as it is now, however many of them were looked at. */
  readonly fetchWhole: () => Promise<WholeGroup>;
  readonly moveTo: (step: Step) => void;
  readonly showDevice: (deviceId: string) => void;
}

/** The desk's verbs and keys, for what this role may do. */
export function useTriage(onDesk: OnDesk): Triage {
  const { desk, moveTo, showDevice } = onDesk;
  const [question, ask] = useState<Question | null>(null);
  const [isGroup, setIsGroup] = useState(false);
  const verbs = useVerbs(onDesk, isGroup, ask);
  const undoLast = useUndoLast();
  // Also when the last device was settled, and nothing lies on the desk any more.
  function takeBack() {
    const [first] = undoLast?.() ?? [];
    if (first !== undefined) showDevice(first);
  }
  const walk: Hotkey[] = [
    { key: "j", label: "Next device", group: "Shadow", run: () => desk?.next && moveTo(desk.next) },
    { key: "k", label: "Previous device", group: "Shadow", run: () => desk?.previous && moveTo(desk.previous) },
  ];
  const keys = verbs.map(
    (verb): Hotkey => ({ key: verb.key, label: verb.label.replace("…", ""), group: "Shadow", run: verb.run }),
  );
  const choose: Hotkey[] =
    verbs.length === 0
      ? []
      : [{ key: "x", label: "One device or its whole group", group: "Shadow", run: () => setIsGroup(!isGroup) }];
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

function useVerbs(
  { desk, one, loaded, fetchWhole }: OnDesk,
  isGroup: boolean,
  ask: (question: Question) => void,
): readonly TriageVerb[] {
  const mayWrite = useCan("devices.annotate");
  const mayDecide = useCan("devices.decide");
  const mayPlace = useCan("devices.edit");
  const isEmpty = desk === null;
  return useMemo<TriageVerb[]>(() => {
    if (isEmpty) return [];
    const askAbout = (deed: Deed) => () => {
      if (!isGroup) {
        if (one !== null) ask({ ...deed, devices: [one], whole: null });
        return;
      }
      fetchWhole().then(
        (whole) => ask({ ...deed, devices: loaded, whole }),
        (error) => toast({ title: "The group did not come", detail: sentenceOf(error), tone: "danger" }),
      );
    };
    const verb = (key: string, label: string, deed: Deed) => ({
      ...{ key, label, run: askAbout(deed), isDisabled: !isGroup && one === null },
    });
    return [
      ...(mayDecide
        ? [
            { ...verb("s", "Sanction…", { kind: "state", state: "sanctioned" }), isPrimary: true },
            verb("i", "Ignore…", { kind: "state", state: "ignored" }),
            verb("r", "Retire…", { kind: "state", state: "retired" }),
          ]
        : []),
      ...(mayWrite
        ? [
            verb("o", "Assign owner…", { kind: "owner" }),
            verb("a", "Ask someone…", { kind: "ask" }),
            verb("t", "Tag…", { kind: "tag" }),
          ]
        : []),
      ...(mayPlace ? [verb("z", "Set zone…", { kind: "zone" })] : []),
    ];
  }, [isEmpty, one, loaded, isGroup, fetchWhole, ask, mayDecide, mayWrite, mayPlace]);
}
