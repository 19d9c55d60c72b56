import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { CaptureSettings } from "@/lib/contracts/settings";
import { findKeptUsage } from "@/lib/db/imports/kept-source";
import { loadCaptureRetention } from "./capture-retention";

/** What is to be kept of captures, and what is kept now. */
export async function getCaptureSettings(actor: Actor): Promise<CaptureSettings> {
  requirePermission(actor, "imports.read");
  const [retention, usage] = await Promise.all([loadCaptureRetention(), findKeptUsage()]);
  return { retention: { ...retention }, usage: { ...usage, oldestAt: usage.oldestAt?.toISOString() ?? null } };
}
