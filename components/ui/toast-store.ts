export interface ToastMessage {
  readonly id: number;
  readonly title: string;
  readonly detail?: string;
  readonly tone?: "plain" | "danger";
  /** A verb that takes it back or follows it: "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void };
}

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly ToastMessage[]) {
  messages = next;
  for (const listener of listeners) listener();
}

/** Says that something has happened, for eight seconds; at most three at once, and the same once. */
export function toast(message: Omit<ToastMessage, "id">): void {
  const others = messages.filter((it) => it.action || it.title !== message.title || it.detail !== message.detail);
  set([...others.slice(-2), { ...message, id: nextId++ }]);
}

export function dismissToast(id: number): void {
  set(messages.filter((it) => it.id !== id));
}

/** What the undo of a toast is called; the key of undo runs no other action. */
export const UNDO = "Undo";

export const canUndo = (): boolean => messages.some(({ action }) => action?.label === UNDO);

/** Takes back what the newest toast that can be undone speaks of; false when none is shown any more. */
export function undoLatest(): boolean {
  const latest = messages.findLast(({ action }) => action?.label === UNDO);
  if (!latest) return false;
  dismissToast(latest.id);
  latest.action?.run();
  return true;
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => messages,
};
