import "server-only";
import { carryKnowledgeRelease } from "@/lib/db/firmware/firmware-product";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { replaceAdvisories } from "@/lib/db/knowledge/advisory";
import { keepVerdictChanges, rememberVerdicts } from "@/lib/db/knowledge/knowledge-change";
import {
  currentReleaseId,
  findKnowledgeRelease,
  setCurrentRelease,
  setReleaseState,
} from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { advisoryRows } from "./advisory-rows";
import { devicesOfChangedStatements } from "./changed-statements";
import { lockKnowledge } from "./knowledge-lock";
import { loadRelease } from "./load-knowledge";

/** Beyond this the whole inventory is computed in batches rather than so many devices at once. */
const MAX_TOUCHED = 20_000;

export interface ApplyOutcome {
  readonly state: "applied" | "failed" | "nothing to do";
  /** Devices that were judged anew; null: all of which anything that they are computed from has changed. */
  readonly judged: number | null;
}

/**
 * Makes a waiting release the one that holds, wholly or not at all: when anything fails, what held before still does,
 * and the release says why. Does nothing for a release that does not wait. Where only exploitability statements (VEX)
 * differ from what held before, only devices that they may be about are judged anew.
 */
export async function applyRelease(id: number): Promise<ApplyOutcome> {
  const release = await findKnowledgeRelease(id);
  if (!release || (release.state !== "waiting" && release.state !== "applying"))
    return { state: "nothing to do", judged: null };
  await setReleaseState(id, "applying");
  try {
    const judged = await withTransaction(async (tx) => {
      await lockKnowledge(tx);
      await lockInventory(tx);
      const before = await currentReleaseId(tx);
      const knowledge = await loadRelease(tx, id);
      const touched = await devicesOfChangedStatements(tx, before, knowledge);
      await setCurrentRelease(tx, id);
      await setReleaseState(id, "applied", { report: knowledge.report }, tx);
      await replaceAdvisories(tx, advisoryRows(knowledge));
      await rememberVerdicts(tx);
      if (touched === null) await rebuildInventory(tx);
      else if (touched.length > MAX_TOUCHED) await rebuildInventory(tx, { whole: true });
      else {
        await rejudgeDevices(tx, { also: touched, anew: knowledge });
        // Statements say nothing of which versions there are: what is kept of products holds for this release, too.
        await carryKnowledgeRelease(tx, before, id);
      }
      await keepVerdictChanges(tx, id);
      return touched?.length ?? null;
    });
    return { state: "applied", judged };
  } catch (error) {
    await setReleaseState(id, "failed", {
      message: "It could not be applied; what held before still does. The server's log has the reason.",
    });
    throw error;
  }
}
