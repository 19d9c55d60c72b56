/** Keeps going what has to run all the time: children of the launcher, and the PostgreSQL beside them. */
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "./child.mjs";
import { StartError, sentenceForFileError } from "./start-error.mjs";

const BACK_OFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const IS_WELL_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const TRY_AGAIN_MS = 5_000;

/**
 * A child that is started again when it ends by itself, ever more slowly while it keeps ending: what it had accepted
 * stands in the database. `giveUp` may decide otherwise.
 * @param {{
 *   name: string, label: string, file: string, env: Record<string, string | undefined>, logs: string, nodeArgs?: string[],
 *   say: (text: string) => void, isStopping: () => boolean,
 *   giveUp?: (how: string, child: { tail: () => string, logPath: string }) => boolean,
 * }} options
 */
export function supervise({ label, say, isStopping, giveUp = () => false, ...child }) {
  let failures = 0;
  let timesEnded = 0;
  let current;
  let hasGivenUp = false;

  function launch() {
    const startedAt = Date.now();
    current = startChild(child);
    current.exited.then(async (how) => {
      if (isStopping()) return;
      timesEnded++;
      hasGivenUp = giveUp(how, current);
      if (hasGivenUp) return;
      if (Date.now() - startedAt > IS_WELL_AFTER_MS) failures = 0;
      await startAgain(`ended (${how})`);
    });
  }

  async function startAgain(why) {
    for (;;) {
      const wait = BACK_OFF_MS[Math.min(failures++, BACK_OFF_MS.length - 1)];
      say(`The ${label} ${why} and starts again in ${wait / 1000} s; its log is ${current.logPath}`);
      await sleep(wait, undefined, { ref: false });
      if (isStopping()) return;
      try {
        launch();
        return;
      } catch (error) {
        // On a full disk, say, there is no room for its log either.
        why = `could not be started (${error.message})`;
      }
    }
  }

  launch();
  return {
    pid: () => current.pid,
    logPath: () => current.logPath,
    hasGivenUp: () => hasGivenUp,
    timesEnded: () => timesEnded,
    stop: (withinMs) => current.stop(withinMs),
    kill: () => current.kill(),
  };
}

/**
 * Starts the embedded PostgreSQL again, at its address, when it ended without being asked; the others connect anew. What a
 * person can mend, as a full disk, is said once and tried until it is mended; a fault of ours is fatal.
 * @param {{ isRunning: () => boolean, startAgain: () => Promise<void> }} database
 * @param {{ say: (text: string) => void, onFatal: (error: Error) => void, isStopping: () => boolean }} options
 */
export function superviseDatabase(database, { say, onFatal, isStopping }) {
  let isBusy = false;
  let reason = "";
  const timer = setInterval(async () => {
    if (isBusy || isStopping() || database.isRunning()) return;
    isBusy = true;
    try {
      if (reason === "") say("PostgreSQL ended without being asked, and starts again");
      await database.startAgain();
      say("PostgreSQL runs again");
      reason = "";
    } catch (error) {
      if (isStopping()) return;
      const sentence =
        error instanceof StartError ? error.message : sentenceForFileError(error, "the folder of the database");
      if (sentence === undefined) {
        clearInterval(timer);
        onFatal(error);
        return;
      }
      if (sentence !== reason) say(`${sentence} It is tried again by itself.`);
      reason = sentence;
      await sleep(TRY_AGAIN_MS, undefined, { ref: false });
    } finally {
      isBusy = false;
    }
  }, LOOK_EVERY_MS);
  timer.unref();
}
