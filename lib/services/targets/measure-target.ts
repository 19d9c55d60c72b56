import "server-only";
import { listRiskOfDevices } from "@/lib/db/devices/device-query";
import { listTargetRows, putTargetDay } from "@/lib/db/zones/target";
import { type Distance, measureDistance } from "@/lib/domain/target/measure-distance";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { findDesign } from "./find-design";
import { recordedWhatIf } from "./recorded-what-if";

/** How far the plant is from this version of a target now. */
export async function measureNow(id: string, version: number, design: TargetDesign): Promise<Distance> {
  const [{ placements, watched, whatIf }, risks] = await Promise.all([
    recordedWhatIf(id, version, design),
    listRiskOfDevices(),
  ]);
  const riskOf = new Map(risks.map((it) => [it.id, it]));
  const devices = placements.map(({ deviceId, zoneId, targetZoneId }) => {
    const risk = riskOf.get(deviceId);
    return { zoneId, targetZoneId, riskScore: risk?.riskScore ?? 0, isRetired: risk?.state === "retired" };
  });
  return measureDistance(design, whatIf, devices, watched.newestUs);
}

/** The version that a target is measured by: the last approved one, else the newest. */
export function measuredVersion(target: { approvedVersion: number | null; latestVersion: number }): number {
  return target.approvedVersion ?? target.latestVersion;
}

/** Keeps today's distance of every target; several times a day is fine, the last one stays. */
export async function measureTargets(): Promise<void> {
  for (const target of await listTargetRows()) {
    const version = measuredVersion(target);
    const { design } = await findDesign(target.id, version);
    await putTargetDay(target.id, version, await measureNow(target.id, version, design));
  }
}
