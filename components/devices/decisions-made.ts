import { watchedValue } from "@/components/ui/watched-value";

export interface DecisionMade {
  readonly groupId: string;
  /** The sentence that was said of it: "Sanctioned PLC-1". */
  readonly done: string;
  readonly deviceIds: readonly string[];
}

const made = watchedValue<readonly DecisionMade[]>([]);

/** What was decided in this tab since it was opened, so that a key takes it back, the last one first. */
export const decisionsMade = {
  add: (decision: DecisionMade) => made.set([...made.read(), decision]),
  /** It was taken back, by whatever way. */
  drop: (groupId: string) => made.set(made.read().filter((it) => it.groupId !== groupId)),
  last: (): DecisionMade | null => made.read().at(-1) ?? null,
  subscribe: made.subscribe,
};
