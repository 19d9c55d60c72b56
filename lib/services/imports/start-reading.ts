import "server-only";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readInThread } from "./read-in-thread";
import type { StartReading } from "./reading";

/** Beside the bundled worker and command line; sources that run unbundled (tests) have no thread to start. */
const THREAD = new URL("./read-thread.mjs", import.meta.url);

/**
 * Reads a file in a thread of its own, so that a large or hostile one neither stops the process's heartbeat nor takes
 * the process with it. Throws AppError for what cannot be read, ReaderCrash when the thread itself ended.
 */
export const startReading: StartReading = existsSync(fileURLToPath(THREAD)) ? readInThread(THREAD) : readWithoutThread;

/** Loaded here only: every decoder comes with it, and a process that has a thread needs them there. */
async function readWithoutThread(...request: Parameters<StartReading>): ReturnType<StartReading> {
  const { readHere } = await import("./read-here");
  return readHere(...request);
}
