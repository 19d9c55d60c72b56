import { discardStaleUploads } from "@/lib/services/imports/discard-stale-uploads";
import { sweepSpool } from "@/lib/services/imports/sweep-spool";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { discardLooseFiles } from "@/lib/services/knowledge/discard-loose-files";
import { applyRules } from "@/lib/services/triage/apply-rules";

/** Once a day, and when the worker starts: decisions that end by themselves, the day's posture, and uploads that nobody goes on with or reads. */
export async function rebuildInventoryJob(): Promise<void> {
  const discardedUploads = await discardStaleUploads();
  const sweptUploads = await sweepSpool();
  const discardedFeedFiles = await discardLooseFiles();
  const outcome = await refreshInventory();
  const decidedByRules = await applyRules();
  console.log(
    JSON.stringify({
      level: "info",
      at: "daily rebuild",
      discardedUploads,
      sweptUploads,
      discardedFeedFiles,
      decidedByRules,
      ...outcome,
    }),
  );
}
