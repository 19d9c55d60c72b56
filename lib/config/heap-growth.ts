import { getHeapStatistics, setFlagsFromString } from "node:v8";

/** Up to here rubbish may lie beside what lives: less than the tables of a flood take. */
const SMALL_HEAP_BYTES = 96 * 1_024 * 1_024;
/** By how much of what lives the heap grows beyond that: as in bin/sightglass.mjs, where it says why. */
const GROWTH_PERCENT = 40;
/** So much rubbish may lie beside what lives in any case: of a flood's tables, 40 percent would be as much as another one. */
const LARGE_ROOM_BYTES = 64 * 1_024 * 1_024;
/** Below this V8 would look at all that lives for little. */
const LEAST_GROWTH_PERCENT = 10;
/** The heap is looked at once in so many chunks. */
const CHUNKS_BETWEEN = 16;

/**
 * Most captures fill a few dozen MB of heap, in which V8 would look for rubbish each time that it has grown by
 * `GROWTH_PERCENT`, beginning at ten: half a dozen times for a plant of 500 devices. The function that this
 * returns is called after each chunk of a file, and has V8 wait until the heap is no longer small, and look sooner once it is large.
 */
export function collectLater(): () => void {
  return followHeap(growthPercent);
}

/**
 * The same for a thread: has V8 look sooner once its heap is large, and never later, as the flag is of the whole process
 * with the heaps of all its threads.
 */
export function collectSooner(): () => void {
  return followHeap(largeGrowthPercent);
}

/** As it was before a file was read. */
export function collectAsBefore(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}

function followHeap(percentOf: (usedBytes: number) => number): () => void {
  let chunks = 0;
  let percent = GROWTH_PERCENT;
  return () => {
    chunks += 1;
    if (chunks % CHUNKS_BETWEEN !== 1) return;
    const wanted = percentOf(getHeapStatistics().used_heap_size);
    if (wanted === percent) return;
    percent = wanted;
    setFlagsFromString(`--heap-growing-percent=${percent}`);
  };
}

/** By how much a heap of so many bytes may grow until V8 collects again. In steps: flags are not for free. */
export function growthPercent(usedBytes: number): number {
  const ofSmall = inSteps(SMALL_HEAP_BYTES / usedBytes - 1);
  return Math.max(ofSmall, largeGrowthPercent(usedBytes));
}

function largeGrowthPercent(usedBytes: number): number {
  return Math.min(GROWTH_PERCENT, Math.max(LEAST_GROWTH_PERCENT, inSteps(LARGE_ROOM_BYTES / usedBytes)));
}

const inSteps = (share: number) => Math.floor(share * 10) * 10;
