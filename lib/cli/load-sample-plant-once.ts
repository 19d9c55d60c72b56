import { systemActor } from "@/lib/auth/session";
import { listImports } from "@/lib/services/imports/list-imports";
import { loadSamplePlant } from "@/lib/services/imports/load-sample-plant";
import { SITE } from "@/lib/simulator/truth";

/** Ids of the sample plant's imports: those of an earlier call, or else new ones. */
export async function loadSamplePlantOnce(): Promise<readonly string[]> {
  const { items } = await listImports(systemActor);
  const earlier = items.filter(({ site, state }) => site === SITE && state !== "cancelled" && state !== "failed");
  if (earlier.length > 0) return earlier.map(({ id }) => id).reverse();
  return (await loadSamplePlant(systemActor)).importIds;
}
