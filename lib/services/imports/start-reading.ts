import "server-only";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readHere } from "./read-here";
import { readInThread } from "./read-in-thread";
import type { StartReading } from "./reading";

/** Beside the bundled worker and command line; sources that run unbundled (tests) have no thread to start. */
const THREAD = new URL("./read-thread.mjs", import.meta.url);

/**
 * Reads a file in a thread of its own, so that a large or hostile one neither stops the process's heartbeat nor takes
 * the process with it. Throws AppError for what cannot be read, ReaderCrash when the thread itself ended.
 */
export const startReading: StartReading = existsSync(fileURLToPath(THREAD)) ? readInThread(THREAD) : readHere;
