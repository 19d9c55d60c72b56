export interface DecisionMade {
  readonly groupId: string;
  /** The sentence that was said of it: "Sanctioned PLC-1". */
  readonly done: string;
  readonly deviceIds: readonly string[];
}

let made: readonly DecisionMade[] = [];
const listeners = new Set<() => void>();

function set(next: readonly DecisionMade[]): void {
  made = next;
  for (const listener of listeners) listener();
}

/** What was decided in this tab since it was opened, so that a key takes it back, the last one first. */
export const decisionsMade = {
  add: (decision: DecisionMade) => set([...made, decision]),
  /** It was taken back, by whatever way. */
  drop: (groupId: string) => set(made.filter((it) => it.groupId !== groupId)),
  last: (): DecisionMade | null => made.at(-1) ?? null,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
