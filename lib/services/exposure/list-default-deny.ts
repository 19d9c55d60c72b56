import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DefaultDenyDto } from "@/lib/contracts/exposure";
import { zoneNames } from "@/lib/db/zones/zone";
import type { AccessPath } from "@/lib/domain/exposure/access-path";
import { type DefaultDeny, defaultDeny, type OutboundItem } from "@/lib/domain/exposure/outbound-queue";
import { KeptBeside } from "../kept-beside";
import { sayZone } from "../zones/say-zone";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

/** What a default deny cuts changes with the paths, and with how their questions stand. */
const cuts = new KeptBeside<readonly AccessPath[], readonly DefaultDeny[]>();

/** What "deny all but what is needed" at each zone's edge to outside would cut of what was recorded. */
export async function listDefaultDeny(actor: Actor): Promise<DefaultDenyDto> {
  requirePermission(actor, "exposure.read");
  const [loaded, zones] = await Promise.all([loadPaths(), zoneNames()]);
  const items = await loadOutbound(loaded);
  return { zones: cutBy(loaded.paths, items).map((it) => ({ ...it, name: sayZone(it.zone, zones) })) };
}

function cutBy(paths: readonly AccessPath[], items: readonly OutboundItem[]): readonly DefaultDeny[] {
  const key = JSON.stringify(items.flatMap(({ key, state }) => (state === "open" ? [] : [key, state])));
  return cuts.get(paths, key, () => defaultDeny(paths, items));
}
