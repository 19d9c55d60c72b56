import "server-only";
import { replaceAdvisories } from "@/lib/db/advisory";
import { keepVerdictChanges, rememberVerdicts } from "@/lib/db/knowledge-change";
import { findKnowledgeRelease, setCurrentRelease, setReleaseState } from "@/lib/db/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { advisoryRows } from "./advisory-rows";
import { lockKnowledge } from "./knowledge-lock";
import { loadRelease } from "./load-knowledge";

export interface ApplyOutcome {
  readonly state: "applied" | "failed" | "nothing to do";
}

/**
 * Makes a waiting release the one that holds, wholly or not at all: when anything fails, what held before still does,
 * and the release says why. Does nothing for a release that does not wait.
 */
export async function applyRelease(id: number): Promise<ApplyOutcome> {
  const release = await findKnowledgeRelease(id);
  if (!release || (release.state !== "waiting" && release.state !== "applying")) return { state: "nothing to do" };
  await setReleaseState(id, "applying");
  try {
    await withTransaction(async (tx) => {
      await lockKnowledge(tx);
      const knowledge = await loadRelease(tx, id);
      await setCurrentRelease(tx, id);
      await setReleaseState(id, "applied", { report: knowledge.report }, tx);
      await replaceAdvisories(tx, advisoryRows(knowledge));
      await rememberVerdicts(tx);
      await rebuildInventory(tx);
      await keepVerdictChanges(tx, id);
    });
    return { state: "applied" };
  } catch (error) {
    await setReleaseState(id, "failed", {
      message: "It could not be applied; what held before still does. The server's log has the reason.",
    });
    throw error;
  }
}
