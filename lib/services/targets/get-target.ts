import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetDetail } from "@/lib/contracts/targets";
import { realmNames } from "@/lib/db/sites/site";
import {
  listTargetComments,
  listTargetVersions,
  type TargetCommentRow,
  type TargetVersionRow,
} from "@/lib/db/zones/target";
import { checkPrinciples, PRINCIPLES } from "@/lib/domain/target/check-principles";
import { KeptByKey } from "../kept-by-key";
import { findDesign } from "./find-design";
import { presentDesign, presentTarget } from "./present-target";

/** By target and version. Frozen: its JSON is written once. */
const kept = new KeptByKey<TargetDetail>(4);

/** A version of a target (without one, the newest) with what was said about it, and its principles checked. */
export async function getTarget(actor: Actor, id: string, version?: number): Promise<TargetDetail> {
  requirePermission(actor, "zones.read");
  const found = await findDesign(id, version);
  const [realms, versions, comments] = await Promise.all([
    realmNames(),
    listTargetVersions(id),
    listTargetComments(id),
  ]);
  const state = [found.design, JSON.stringify([found.target, [...realms], versions, comments])];
  return kept.get(`${id} ${found.version}`, state, async () =>
    Object.freeze(presentDetail(found, { realms, versions, comments })),
  );
}

function presentDetail(
  found: Awaited<ReturnType<typeof findDesign>>,
  {
    realms,
    versions,
    comments,
  }: {
    readonly realms: Awaited<ReturnType<typeof realmNames>>;
    readonly versions: readonly TargetVersionRow[];
    readonly comments: readonly TargetCommentRow[];
  },
): TargetDetail {
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
