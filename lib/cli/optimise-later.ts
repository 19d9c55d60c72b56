import { setFlagsFromString } from "node:v8";

const INTERRUPT_BUDGET_BYTES = 1_000_000;
/** Of what lives when a collection ends; bin/sightglass.mjs lets it grow more while a file is read. */
const HEAP_GROWING_PERCENT = 20;

/**
 * From the end of reading on, most code of a command runs for a moment once: V8 then optimises what has run eight times
 * as much as it usually asks for, which takes a third off the rest of a run of a plant of 500 devices
 * (docs/performance.md). And only a file that filled the tables makes it collect often from here on: what they hold is
 * the larger part of its peak, so less rubbish may lie beside it.
 */
export function optimiseLater(): void {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET_BYTES}`);
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
}
