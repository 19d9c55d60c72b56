import "server-only";
import type { SeenGroup } from "@/lib/contracts/shadow";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { deviceIndex } from "../devices/device-index";
import { printOfIds } from "./print-of-ids";
import { groupFilter, idsOfCases } from "./waiting-devices";

/**
 * Ids of the devices that somebody saw in a group. Throws AppError("conflict") when it has others by now: nobody decides
 * on a device that came in between.
 */
export async function idsOfSeenGroup({ group, print, ...scope }: SeenGroup): Promise<string[]> {
  deviceIndex().want();
  const ids = await idsOfCases(groupFilter(group, scope));
  if (ids.length > 0 && printOfIds(ids) === print) return ids;
  throw new AppError(
    "conflict",
    `The group changed meanwhile: it has ${countOf(ids.length, "device")} now. Nothing was decided; look at it again.`,
  );
}
