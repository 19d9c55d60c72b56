import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { CaptureSettings } from "@/lib/contracts/settings";
import { writeAudit } from "@/lib/db/audit-writer";
import { putSetting } from "@/lib/db/setting";
import { withTransaction } from "@/lib/db/transaction";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { countOf } from "@/lib/domain/say-count";
import type { CaptureRetention } from "@/lib/domain/setting/capture-retention";
import { applyRetention } from "../packets/apply-retention";
import { CAPTURE_RETENTION_KEY, loadCaptureRetention } from "./capture-retention";
import { getCaptureSettings } from "./get-capture-settings";

const KEEPS: Readonly<Record<KeepMode, string>> = {
  whole: "all packets",
  cited: "the packets that evidence cites",
  none: "no packets",
};

/** Takes effect at once: what is beyond the new limits goes before this returns. */
export async function saveCaptureSettings(actor: Actor, retention: CaptureRetention): Promise<CaptureSettings> {
  requirePermission(actor, "settings.edit");
  const before = await loadCaptureRetention();
  await withTransaction(async (tx) => {
    await putSetting(tx, CAPTURE_RETENTION_KEY, retention, actor.name);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "setting.changed",
      summary: `New imports keep ${KEEPS[retention.keepMode]}, at most ${gigabytes(retention.maxBytes)} in all, ${age(retention.maxAgeDays)}.`,
      detail: { key: CAPTURE_RETENTION_KEY, before, after: retention },
    });
  });
  await applyRetention();
  return getCaptureSettings(actor);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toLocaleString("en-US", { maximumFractionDigits: 2 })} GB`;
}

function age(days: number | null): string {
  return days === null ? "whatever their age" : `for ${countOf(days, "day")}`;
}
