import { watchedValue } from "./watched-value";

export interface ToastMessage {
  readonly id: number;
  readonly title: string;
  readonly detail?: string;
  readonly tone?: "plain" | "danger";
  /** A verb that takes it back or follows it: "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const messages = watchedValue<readonly ToastMessage[]>([]);
let nextId = 1;

/** Says that something has happened, for eight seconds; at most three at once, and the same once. */
export function toast(message: Omit<ToastMessage, "id">): void {
  const others = messages
    .read()
    .filter((it) => it.action || it.title !== message.title || it.detail !== message.detail);
  messages.set([...others.slice(-2), { ...message, id: nextId++ }]);
}

export function dismissToast(id: number): void {
  messages.set(messages.read().filter((it) => it.id !== id));
}

/** What the undo of a toast is called; the key of undo runs no other action. */
export const UNDO = "Undo";

export const canUndo = (): boolean => messages.read().some(({ action }) => action?.label === UNDO);

/** Takes back what the newest toast that can be undone speaks of; false when none is shown any more. */
export function undoLatest(): boolean {
  const latest = messages.read().findLast(({ action }) => action?.label === UNDO);
  if (!latest) return false;
  dismissToast(latest.id);
  latest.action?.run();
  return true;
}

export const toastStore = { subscribe: messages.subscribe, read: messages.read };
