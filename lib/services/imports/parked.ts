import "server-only";

/**
 * When a file is given up. A reader runs in a thread of its own: what ends it is almost surely the file, and it gets
 * few chances. A whole worker is also ended by operators, updates and other files; it takes many deaths in a row, with
 * not a single batch committed in between, to blame the file.
 */
export const MAX_READER_FAILURES = 3;
export const MAX_WORKER_DEATHS = 30;

export function parkedMessage(name: string, times: number): string {
  return `Reading ${name} ended its reader ${times} times, so it was put aside. Nothing of it is in the inventory. The worker's log says more; please report the file's kind to the makers of Sightglass.`;
}
