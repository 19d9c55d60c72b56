import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceAsOf } from "@/lib/contracts/changes";
import { findRedirect } from "@/lib/db/devices/device-detail";
import { findVersion } from "@/lib/db/devices/device-version";
import { realmNames } from "@/lib/db/sites/site";
import { AppError } from "@/lib/domain/errors";
import { presentDeviceRow } from "./present-device-row";

/**
 * One device as it was known at a past time. An id that was merged away since still answers for the time before; one
 * that was merged already answers with the device that it had become part of.
 */
export async function getDeviceAsOf(actor: Actor, id: string, asOf: string): Promise<DeviceAsOf> {
  requirePermission(actor, "devices.read");
  const at = new Date(asOf);
  const [own, movedTo, realms] = await Promise.all([findVersion(id, at), findRedirect(id), realmNames()]);
  const found = own ?? (movedTo ? await findVersion(movedTo, at) : null);
  if (!found) throw new AppError("not-found", "This device was not known at that time. Choose a later one.");
  return {
    asOf: at.toISOString(),
    movedTo,
    from: found.fromAt.toISOString(),
    until: found.untilAt?.toISOString() ?? null,
    row: presentDeviceRow(found.row, realms),
  };
}
