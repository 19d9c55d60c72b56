import "server-only";
import type { DeviceProjection } from "@/lib/db/devices/device";
import { SnapshotTooNarrowError } from "@/lib/db/snapshot";
import type { Decision } from "@/lib/domain/device/decision";
import { type Mitigation, termOf } from "@/lib/domain/mitigation/mitigation";
import type { TimeUs } from "@/lib/domain/observation";

/** A rebuild of which nothing is written: what it takes for given beyond what is stored, and what it came to. */
export class DryRun {
  /** Devices as they would be, of those that would be new or changed. */
  changed: readonly DeviceProjection[] = [];
  /** Devices that would be no more. */
  gone: readonly string[] = [];
  private hasMovedFlows = false;

  constructor(
    /** What people would have decided besides. */
    readonly decisions: readonly Decision[] = [],
    /** Whether evidence is taken out, too. */
    private readonly isRemoving = false,
  ) {}

  /** Links of flows that would be written. */
  noteLinks(count: number): void {
    if (count > 0) this.hasMovedFlows = true;
  }

  /** Whether a closed path carried something is asked of the flows as they are stored, with their devices. */
  assertPathsStand(mitigations: readonly Mitigation[], nowUs: TimeUs): void {
    const asks = mitigations.some((it) => it.path && termOf(it, nowUs) === "running");
    if (asks && (this.hasMovedFlows || this.isRemoving))
      throw new SnapshotTooNarrowError("Mitigations look at moved flows.");
  }
}
