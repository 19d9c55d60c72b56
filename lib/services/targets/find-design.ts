import "server-only";
import { findTarget, findTargetDesign, type TargetRow } from "@/lib/db/zones/target";
import { AppError, noSuch } from "@/lib/domain/errors";
import type { TargetDesign } from "@/lib/domain/target/target-design";

/** A target with the design of one of its versions; without a version, of the newest. Throws "not-found". */
export async function findDesign(
  id: string,
  version?: number,
): Promise<{ target: TargetRow; version: number; design: TargetDesign }> {
  const target = await findTarget(id);
  if (!target) throw noSuch("target");
  const wanted = version ?? target.latestVersion;
  const design = await findTargetDesign(id, wanted);
  if (!design) throw new AppError("not-found", `${target.name} has no version ${wanted}.`);
  return { target, version: wanted, design };
}
