import type { RecordRuns } from "@/lib/capture/record-runs";

/** Hears the records of a source in their order, counted as its importer counts them. Bytes hold during the call. */
export type OnRecord = (
  position: number,
  kind: number,
  timeUs: number,
  trueLength: number,
  bytes: Uint8Array,
  start: number,
  end: number,
) => void;

/** Hears all frames of a capture: one by one, or of a classic one many at a time. */
export interface FrameKeeper extends RecordRuns {
  readonly onFrame: OnRecord;
}
