import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowPlaceDto, ShadowPlaceQuery } from "@/lib/contracts/shadow";
import { findLikeness } from "@/lib/db/shadow/waiting-groups";
import type { SiteScope } from "@/lib/domain/site-scope";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import { type CasePosition, groupKeyOf } from "@/lib/domain/triage/likely-group";
import { deviceIndex } from "../devices/device-index";
import { caseCursor } from "./list-shadow-cases";
import { countCasesBefore, groupFilter, positionBefore, waitingFilter } from "./waiting-devices";

/** In which group of the shadow queue a device stands, and on which of its pages. */
export async function findShadowPlace(
  actor: Actor,
  { device, limit, ...scope }: ShadowPlaceQuery,
): Promise<ShadowPlaceDto> {
  requirePermission(actor, "devices.read");
  deviceIndex().want();
  const found = await findCase(device, scope);
  if (found === null) return { place: null };
  const filter = groupFilter(found.group, scope);
  const before = await countCasesBefore(filter, found.position);
  const start = await positionBefore(filter, before - (before % limit));
  return { place: { group: found.group, cursor: start && caseCursor(start) } };
}

async function findCase(id: string, scope: SiteScope): Promise<{ group: string; position: CasePosition } | null> {
  const again = await findLikeness(waitingFilter(true, scope), id);
  if (again !== null) return { group: APPROVED_BEFORE, position: again };
  const waiting = await findLikeness(waitingFilter(false, scope), id);
  return waiting && { group: groupKeyOf(waiting), position: waiting };
}
