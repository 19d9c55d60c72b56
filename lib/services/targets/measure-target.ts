import "server-only";
import { listTargetRows, putTargetDay } from "@/lib/db/zones/target";
import { type Distance, measureDistance } from "@/lib/domain/target/measure-distance";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { designOf } from "./find-design";
import { recordedWhatIf } from "./recorded-what-if";

/** How far the plant is from this version of a target now. */
export async function measureNow(id: string, version: number, design: TargetDesign): Promise<Distance> {
  const { places, watched, whatIf } = await recordedWhatIf(id, version, design);
  return measureDistance(design, whatIf, places.counted(), watched.newestUs);
}

/** The version that a target is measured by: the last approved one, else the newest. */
export function measuredVersion(target: { approvedVersion: number | null; latestVersion: number }): number {
  return target.approvedVersion ?? target.latestVersion;
}

/** Keeps today's distance of every target; several times a day is fine, the last one stays. */
export async function measureTargets(): Promise<void> {
  for (const target of await listTargetRows()) {
    const version = measuredVersion(target);
    const design = await designOf(target, version);
    await putTargetDay(target.id, version, await measureNow(target.id, version, design));
  }
}
