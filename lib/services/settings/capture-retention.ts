import "server-only";
import { captureRetention } from "@/lib/contracts/settings";
import { findSetting } from "@/lib/db/setting";
import { type CaptureRetention, DEFAULT_CAPTURE_RETENTION } from "@/lib/domain/setting/capture-retention";

export const CAPTURE_RETENTION_KEY = "captures";

/** As the owner set it; the default while nobody did, or when what is stored fits no longer. */
export async function loadCaptureRetention(): Promise<CaptureRetention> {
  const stored = captureRetention.safeParse(await findSetting(CAPTURE_RETENTION_KEY));
  return stored.success ? stored.data : DEFAULT_CAPTURE_RETENTION;
}
