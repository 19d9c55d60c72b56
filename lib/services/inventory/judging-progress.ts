import "server-only";

/** How many of the devices that decisions touch have been judged. */
export interface JudgingProgress {
  readonly judged: number;
  readonly total: number;
}

/** One for the process, whose requests take turns at the inventory; several bundles of Next share it through this key. */
const HOLDER = globalThis as typeof globalThis & { sightglassJudging?: JudgingProgress | null };

/** What is being done now for decisions on more devices than are judged at once; null when nothing is. */
export function judgingProgress(): JudgingProgress | null {
  return HOLDER.sightglassJudging ?? null;
}

export function noteJudging(progress: JudgingProgress | null): void {
  HOLDER.sightglassJudging = progress;
}
