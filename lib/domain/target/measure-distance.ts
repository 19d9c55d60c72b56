import type { Cut, WhatIf } from "./predict-cuts";
import type { TargetDesign } from "./target-design";
import type { TargetPlace } from "./target-places";

/** How far today is from the target, in four numbers that go down to 0. */
export interface Distance {
  /** Paths (device pair, zones, protocol) that the target cuts and that were seen of late. */
  readonly violatingFlows: number;
  /** Devices that are not in the zone in which the target puts them. */
  readonly misplacedDevices: number;
  /** Pairs of zones with traffic that is cut, and about which nobody has said that it shall be. */
  readonly undecidedCells: number;
  /** Devices whose risk is above the target's tolerance. */
  readonly aboveTolerance: number;
}

/** Cuts of traffic this much older than the newest evidence are done: nobody uses them any more. */
export const RECENT_DAYS = 30;
const DAY_US = 86_400_000_000;

/** How many devices are alike in what is measured of them. */
export type PlacedRisk = Omit<TargetPlace, "isUnpatchable"> & { readonly devices: number };

/** `newestUs` is the time of the newest evidence; null when nothing has a time. */
export function measureDistance(
  design: TargetDesign,
  whatIf: WhatIf,
  devices: Iterable<PlacedRisk>,
  newestUs: number | null,
): Distance {
  const recent = whatIf.cuts.filter((cut) => isRecent(cut, newestUs));
  let misplacedDevices = 0;
  let aboveTolerance = 0;
  for (const { zoneId, targetZoneId, riskScore, isRetired, devices: count } of devices) {
    if (isRetired) continue;
    if (zoneId !== targetZoneId) misplacedDevices += count;
    if (riskScore > design.riskTolerance) aboveTolerance += count;
  }
  return {
    violatingFlows: recent.reduce((sum, cut) => sum + recentPairs(cut, newestUs), 0),
    misplacedDevices,
    undecidedCells: new Set(recent.filter(({ accepted }) => !accepted).map(({ from, to }) => `${from} ${to}`)).size,
    aboveTolerance,
  };
}

/** What has no time cannot be old. */
function isRecent({ lastSeenUs }: Pick<Cut, "lastSeenUs">, newestUs: number | null): boolean {
  return lastSeenUs === null || newestUs === null || lastSeenUs >= newestUs - RECENT_DAYS * DAY_US;
}

/** Pairs beyond the listed ones count whole: they are too many to be told apart by age. */
function recentPairs(cut: Cut, newestUs: number | null): number {
  return cut.pairCount - cut.pairs.filter((pair) => !isRecent(pair, newestUs)).length;
}
