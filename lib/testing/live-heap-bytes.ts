import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
// What V8 compiled of functions that rest would be thrown away by one of these collections, and count as so much less.
setFlagsFromString("--no-flush-bytecode");
const collectGarbage = runInNewContext("gc") as () => void;

/** Some of what is gone goes only with the next collection: compiled code, and what it held. */
const ROUNDS = 4;

/** What lives in V8's heap, without rubbish. Arrays of numbers lie outside. */
export function liveHeapBytes(): number {
  for (let round = 0; round < ROUNDS; round++) collectGarbage();
  return process.memoryUsage().heapUsed;
}
