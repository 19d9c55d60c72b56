import { discardStaleUploads } from "@/lib/services/imports/discard-stale-uploads";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { discardLooseFiles } from "@/lib/services/knowledge/discard-loose-files";
import { applyRules } from "@/lib/services/triage/apply-rules";

/** Once a day: decisions that end by themselves, the day's posture, and uploads that nobody went on with. */
export async function rebuildInventoryJob(): Promise<void> {
  const discardedUploads = await discardStaleUploads();
  const discardedFeedFiles = await discardLooseFiles();
  const outcome = await refreshInventory();
  const decidedByRules = await applyRules();
  console.log(
    JSON.stringify({
      level: "info",
      at: "daily rebuild",
      discardedUploads,
      discardedFeedFiles,
      decidedByRules,
      ...outcome,
    }),
  );
}
