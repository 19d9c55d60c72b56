import "server-only";
import { findTarget, findTargetDesign, type TargetRow } from "@/lib/db/zones/target";
import { AppError, noSuch } from "@/lib/domain/errors";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { KeptByKey } from "../kept-by-key";

/** A version never changes, and is long: hundreds of zones and conduits. */
const designs = new KeptByKey<TargetDesign>(8);

/** A target with the design of one of its versions; without a version, of the newest. Throws "not-found". */
export async function findDesign(
  id: string,
  version?: number,
): Promise<{ target: TargetRow; version: number; design: TargetDesign }> {
  const target = await findTarget(id);
  if (!target) throw noSuch("target");
  const wanted = version ?? target.latestVersion;
  return { target, version: wanted, design: await designOf(target, wanted) };
}

/** The design of one of the target's versions. Throws "not-found". */
export function designOf({ id, name }: Pick<TargetRow, "id" | "name">, version: number): Promise<TargetDesign> {
  return designs.get(`${id} ${version}`, [], async () => {
    const design = await findTargetDesign(id, version);
    if (!design) throw new AppError("not-found", `${name} has no version ${version}.`);
    return design;
  });
}
