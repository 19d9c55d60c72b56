import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { SessionLocks } from "@/lib/db/advisory-lock";
import { isCancelAsked } from "@/lib/db/imports/import";

/** Somebody wants the import to end. */
export class Cancelled extends Error {}

export interface LockHolder {
  readonly locks: SessionLocks;
  readonly signal: AbortSignal;
}

/** Works while nobody else holds the name; waits for whoever does, unless the import is to end. */
export async function whileHeld<T>(
  lock: string,
  importId: string,
  { locks, signal }: LockHolder,
  work: () => Promise<T>,
): Promise<T> {
  while (!(await locks.take(lock))) {
    signal.throwIfAborted();
    if (await isCancelAsked(importId)) throw new Cancelled();
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    await locks.release(lock);
  }
}
