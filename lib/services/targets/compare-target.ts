import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDifference } from "@/lib/contracts/targets";
import { compareDesigns } from "@/lib/domain/target/compare-designs";
import { findDesign } from "./find-design";
import { todaysDesign } from "./todays-design";

/** What differs between two versions; 0 is today, which has zones and conduits only. */
export async function compareTarget(
  actor: Actor,
  id: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<TargetDifference> {
  requirePermission(actor, "zones.read");
  const designOf = async (version: number) => (version === 0 ? todaysDesign() : (await findDesign(id, version)).design);
  const [before, after] = await Promise.all([designOf(from), designOf(to)]);
  const isToday = from === 0 || to === 0;
  const changes = compareDesigns(before, after).filter(({ what }) => !isToday || what === "zone" || what === "conduit");
  return { items: changes.map((it) => ({ ...it, fields: it.fields.map((field) => ({ ...field })) })) };
}
