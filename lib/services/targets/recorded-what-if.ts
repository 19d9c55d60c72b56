import "server-only";
import { sql } from "@/lib/db/client";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { loadContents } from "@/lib/db/imports/source-content";
import { placesPrint } from "@/lib/db/zones/zone";
import type { WhatIf } from "@/lib/domain/target/predict-cuts";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { KeptByKey } from "../kept-by-key";
import {
  placeByDesign,
  predictOverRecorded,
  type TargetPlacement,
  type WatchedTime,
  watchedTime,
} from "./target-traffic";

export interface RecordedWhatIf {
  readonly whatIf: WhatIf;
  readonly watched: WatchedTime;
  /** Without what was found about the devices, which is most of the memory. */
  readonly placements: readonly Pick<TargetPlacement, "deviceId" | "name" | "zoneId" | "targetZoneId">[];
}

/** A few versions that people compare; each holds names and places of all devices. */
const kept = new KeptByKey<RecordedWhatIf>(4);

/**
 * What a version of a target would do to everything that was recorded. All flows are read for it, so it is worked out
 * once for each state of devices, places and contents (docs/decisions/0017); a version never changes.
 */
export async function recordedWhatIf(id: string, version: number, design: TargetDesign): Promise<RecordedWhatIf> {
  const [revision, places, contents] = await Promise.all([
    findInventoryRevision(),
    placesPrint(),
    loadContents(sql, null),
  ]);
  const state = [revision, places, JSON.stringify([...contents])];
  return kept.get(`${id} ${version}`, state, async () => {
    const [placements, watched] = await Promise.all([placeByDesign(design), watchedTime()]);
    const whatIf = await predictOverRecorded(design, placements, watched);
    return {
      ...{ whatIf, watched },
      placements: placements.map(({ deviceId, name, zoneId, targetZoneId }) => ({
        ...{ deviceId, name, zoneId, targetZoneId },
      })),
    };
  });
}
