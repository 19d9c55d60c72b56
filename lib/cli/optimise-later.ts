import { setFlagsFromString } from "node:v8";

const INTERRUPT_BUDGET_BYTES = 1_000_000;
/**
 * By how much of what lives the heap grows until V8 collects again. What fills the tables is the larger part of a peak, so
 * little rubbish may lie beside it; where few rows are merged, collecting more seldom saves a tenth of the work.
 * bin/sightglass.mjs lets it grow otherwise while a file is read.
 */
const HEAP_GROWING_PERCENT = { fewRows: 200, manyRows: 10 };
const FEW_ROWS = 30_000;

/**
 * From the end of reading on, most code of a command runs for a moment once: V8 then optimises what has run eight times
 * as much as it usually asks for, which takes a third off the rest of a run of a plant of 500 devices
 * (docs/performance.md). `rows` are those of evidence and flows that will be merged, where that is known.
 */
export function optimiseLater(rows = Number.POSITIVE_INFINITY): void {
  const growing = rows <= FEW_ROWS ? HEAP_GROWING_PERCENT.fewRows : HEAP_GROWING_PERCENT.manyRows;
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET_BYTES}`);
  setFlagsFromString(`--heap-growing-percent=${growing}`);
}
