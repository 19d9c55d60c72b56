export interface WatchedValue<Value> {
  readonly read: () => Value;
  readonly set: (value: Value) => void;
  /** Answers how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value outside of React that components read by `useSyncExternalStore`. */
export function watchedValue<Value>(first: Value): WatchedValue<Value> {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    read: () => current,
    set: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
