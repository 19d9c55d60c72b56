/** Log files of processes that run for months: the present one and the one before it, each of bounded size. */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";

const MAX_BYTES = 8 * 1024 * 1024;
const LOOK_EVERY_MS = 30_000;

const previousOf = (path) => path.replace(/\.log$/, ".previous.log");

/** What a process said before it ended is most wanted when it has been started again. */
export function keepPreviousLog(path) {
  try {
    renameSync(path, previousOf(path));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

/** An empty log to write to. Each line goes to its end, also after it was cut: so another process may cut it. */
export function openEmptyLog(path) {
  writeFileSync(path, "", { mode: 0o600 });
  return openSync(path, "a");
}

/**
 * Moves what a log holds to the one before it when it has become too long. Its writer has it open and cannot be told to
 * open another one, so its content is copied, the last of it, and then cut; a line of that very moment may be lost.
 */
export function boundLog(path, maxBytes = MAX_BYTES) {
  let log;
  try {
    log = openSync(path, "r");
  } catch (error) {
    // Of a process that is not ours, or not there yet.
    if (error.code === "ENOENT") return;
    throw error;
  }
  try {
    const { size } = fstatSync(log);
    if (size <= maxBytes) return;
    const last = Buffer.alloc(maxBytes);
    const bytes = readSync(log, last, 0, maxBytes, size - maxBytes);
    try {
      writeFileSync(previousOf(path), last.subarray(0, bytes), { mode: 0o600 });
    } catch {
      // On a full disk the room is worth more than what was said.
      rmSync(previousOf(path), { force: true });
    }
    truncateSync(path, 0);
  } finally {
    closeSync(log);
  }
}

/** Bounds the logs for as long as this process runs. */
export function keepLogsBounded(paths) {
  const look = () => {
    for (const path of paths) {
      try {
        boundLog(path);
      } catch (error) {
        console.error(`The log ${path} cannot be kept short (${error.message}).`);
      }
    }
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
