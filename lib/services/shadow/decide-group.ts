import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import type { DecideOnGroup, groupDecided } from "@/lib/contracts/shadow";
import { decideTogether } from "../decisions/decide-devices";
import { inParts } from "../decisions/in-parts";
import { idsOfSeenGroup } from "./seen-group";

/** Decides on all devices of a group of the shadow queue, as it was seen; one undo takes all of it back. */
export async function decideGroup(
  actor: Actor,
  { group, decision }: DecideOnGroup,
): Promise<z.infer<typeof groupDecided>> {
  requirePermission(actor, "devices.read");
  const ids = await idsOfSeenGroup(group);
  const parts = inParts(ids).map((deviceIds): Decide => ({ ...decision, deviceIds }));
  const { groupId } = await decideTogether(actor, parts);
  return { groupId, devices: ids.length };
}
