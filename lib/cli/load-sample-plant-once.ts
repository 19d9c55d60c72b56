import { systemActor } from "@/lib/auth/session";
import { importsQuery } from "@/lib/contracts/imports";
import { AppError } from "@/lib/domain/errors";
import { listImports } from "@/lib/services/imports/list-imports";
import { loadSamplePlant } from "@/lib/services/imports/load-sample-plant";
import { SITE } from "@/lib/simulator/truth";

/** The sample plant's imports, oldest first: those of an earlier call, or else new ones. */
export async function loadSamplePlantOnce(): Promise<{
  importIds: readonly string[];
  /** The release of knowledge that waits to be applied. */
  releaseId: number | null;
  isNew: boolean;
}> {
  const { items } = await listImports(systemActor, importsQuery.parse({ limit: 500 }));
  const earlier = items.filter(({ site, state }) => site === SITE && state !== "cancelled" && state !== "failed");
  if (earlier.length > 0) return { importIds: earlier.map(({ id }) => id).reverse(), releaseId: null, isNew: false };
  try {
    return { ...(await loadSamplePlant(systemActor)), isNew: true };
  } catch (error) {
    // Loaded so long ago that the list of imports no longer reaches it.
    if (error instanceof AppError && error.code === "conflict") return { importIds: [], releaseId: null, isNew: false };
    throw error;
  }
}
