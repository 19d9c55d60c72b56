import { getHeapStatistics, setFlagsFromString } from "node:v8";

/** Up to here rubbish may lie beside what lives: less than the tables of a flood take. */
const SMALL_HEAP_BYTES = 96 * 1_024 * 1_024;
/** By how much of what lives the heap grows beyond that: as in bin/sightglass.mjs, where it says why. */
const LEAST_GROWTH_PERCENT = 40;
/** The heap is looked at once in so many chunks. */
const CHUNKS_BETWEEN = 16;

/**
 * Most captures fill a few dozen MB of heap, in which V8 would look for rubbish each time that it has grown by
 * `LEAST_GROWTH_PERCENT`, beginning at ten: half a dozen times for a plant of 500 devices. The function that this
 * returns is called after each chunk of a file, and has V8 wait until the heap is no longer small.
 */
export function collectLater(): () => void {
  let chunks = 0;
  let percent = LEAST_GROWTH_PERCENT;
  return () => {
    chunks += 1;
    if (chunks % CHUNKS_BETWEEN !== 1) return;
    const wanted = growthPercent(getHeapStatistics().used_heap_size);
    if (wanted === percent) return;
    percent = wanted;
    setFlagsFromString(`--heap-growing-percent=${percent}`);
  };
}

/** By how much a heap of so many bytes may grow until V8 collects again. In steps: flags are not for free. */
export function growthPercent(usedBytes: number): number {
  const room = Math.floor((SMALL_HEAP_BYTES / usedBytes - 1) * 10) * 10;
  return Math.max(LEAST_GROWTH_PERCENT, room);
}
