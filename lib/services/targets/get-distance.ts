import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDistance } from "@/lib/contracts/targets";
import { listTargetDays, putTargetDay } from "@/lib/db/zones/target";
import { designOf, findDesign } from "./find-design";
import { measuredVersion, measureNow } from "./measure-target";

const SHOWN_DAYS = 400;

/** How far the plant is from the target today (kept as today's measure), and how it has gone. */
export async function getDistance(actor: Actor, id: string): Promise<TargetDistance> {
  requirePermission(actor, "zones.read");
  const { target } = await findDesign(id);
  const version = measuredVersion(target);
  const design = await designOf(target, version);
  const now = await measureNow(id, version, design);
  await putTargetDay(id, version, now);
  return { version, now, days: await listTargetDays(id, SHOWN_DAYS), riskTolerance: design.riskTolerance };
}
