import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { listCustomFields as listRows } from "@/lib/db/devices/custom-field";
import type { CustomField } from "@/lib/domain/device/custom-field";

/** The fields that the installation defined for itself. */
export async function listCustomFields(actor: Actor): Promise<CustomField[]> {
  requirePermission(actor, "devices.read");
  return listRows();
}
