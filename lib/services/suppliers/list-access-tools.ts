import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { loadPaths } from "../exposure/load-paths";

/** Tools that can be recognised: access by another is never matched. */
export async function listAccessTools(actor: Actor): Promise<{ items: string[] }> {
  requirePermission(actor, "exposure.read");
  return { items: [...(await loadPaths()).tools.names] };
}
