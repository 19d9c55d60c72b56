import "server-only";
import { setImmediate as yieldToOthers } from "node:timers/promises";

/** As long as this nobody else's answer waits for. */
const AT_ONCE_MS = 10;

/** Does a long computation piece by piece, so that other requests of the process are answered in between. */
export async function inPauses<Result>(pieces: Iterator<void, Result>): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    if (performance.now() - since < AT_ONCE_MS) continue;
    await yieldToOthers();
    since = performance.now();
  }
}
