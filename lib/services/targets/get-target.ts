import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDetail } from "@/lib/contracts/targets";
import { realmNames } from "@/lib/db/sites/site";
import { listTargetComments, listTargetVersions } from "@/lib/db/zones/target";
import { checkPrinciples, PRINCIPLES } from "@/lib/domain/target/check-principles";
import { findDesign } from "./find-design";
import { presentDesign, presentTarget } from "./present-target";

/** A version of a target (without one, the newest) with what was said about it, and its principles checked. */
export async function getTarget(actor: Actor, id: string, version?: number): Promise<TargetDetail> {
  requirePermission(actor, "zones.read");
  const found = await findDesign(id, version);
  const [realms, versions, comments] = await Promise.all([
    realmNames(),
    listTargetVersions(id),
    listTargetComments(id),
  ]);
  return {
    ...presentTarget(found.target),
    version: found.version,
    design: presentDesign(found.design, realms),
    principles: checkPrinciples(found.design).map((it) => ({
      ...it,
      ...PRINCIPLES[it.kind],
      zoneIds: [...it.zoneIds],
      breaches: it.breaches.map(({ sentence, conduitIds }) => ({ sentence, conduitIds: [...conduitIds] })),
    })),
    versions: versions.map((it) => ({
      ...it,
      at: it.at.toISOString(),
      approvedAt: it.approvedAt?.toISOString() ?? null,
    })),
    comments: comments.map((it) => ({ ...it, at: it.at.toISOString() })),
  };
}
