import { watchedValue } from "./watched-value";

/** A piece of code that comes after the page. */
export interface LatePart<Part> {
  /** What has come, or null. */
  readonly read: () => Part | null;
  /** Asks for it; false when it could not be had, and the next call asks again. */
  readonly load: () => Promise<boolean>;
  readonly subscribe: (listener: () => void) => () => void;
}

/** `React.lazy` remembers for good that something could not be loaded; this asks again. */
export function latePart<Part extends object>(fetchIt: () => Promise<Part>): LatePart<Part> {
  const { read, set, subscribe } = watchedValue<Part | null>(null);
  let asked: Promise<boolean> | null = null;
  return {
    read,
    subscribe,
    load: () => {
      asked ??= fetchIt().then(
        (it) => {
          set(it);
          return true;
        },
        () => {
          asked = null;
          return false;
        },
      );
      return asked;
    },
  };
}
