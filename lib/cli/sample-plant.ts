import { countOf } from "@/lib/domain/say-count";
import type { Command } from "./command";
import { tell } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { withInstallation } from "./with-database";

export const samplePlant: Command = {
  help: `Usage: sightglass sample-plant [--wait]

Puts the sample plant into the inventory: an invented waterworks with its zones and the files that sensors, a scanner
and its people left behind, taken in like any other files. Does nothing when it is there already.

  --wait   return when everything is merged; works without a running worker`,

  async run(args, platform) {
    const values = parseOnlyOptions("sample-plant", args, { wait: { type: "boolean" } });
    return withInstallation(platform, () => load(values.wait ?? false));
  },
};

async function load(isAwaited: boolean): Promise<number> {
  const { loadSamplePlantOnce } = await import("./load-sample-plant-once");
  const { importIds, releaseId, isNew } = await loadSamplePlantOnce();
  if (!isNew) tell("The sample plant is there already.");
  if (!isAwaited) return 0;
  // Before the files, so that what they show is matched as it comes in; a worker may have done it already.
  if (releaseId !== null) await (await import("@/lib/services/knowledge/apply-release")).applyRelease(releaseId);
  const { waitForImport } = await import("./send-files");
  let isComplete = true;
  for (const [index, id] of importIds.entries()) {
    const { state, fileCount, sensor, realm } = await waitForImport(id);
    isComplete &&= state === "done";
    if (!isNew) continue;
    const from = sensor ? ` from ${sensor}` : "";
    tell(`${index + 1} of ${importIds.length}: ${countOf(fileCount, "file")}${from} into ${realm}: ${state}`);
  }
  return isComplete ? 0 : 1;
}
