import "server-only";
import { carryKnowledgeRelease } from "@/lib/db/firmware/firmware-product";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { replaceAdvisories } from "@/lib/db/knowledge/advisory";
import { forgetFeedVersions } from "@/lib/db/knowledge/feed-source";
import { keepVerdictChanges, rememberVerdicts } from "@/lib/db/knowledge/knowledge-change";
import {
  beginRelease,
  currentReleaseId,
  findKnowledgeRelease,
  putReleaseBack,
  setCurrentRelease,
  setReleaseState,
  settleOvertaken,
} from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { advisoryRows } from "./advisory-rows";
import { devicesOfChangedStatements } from "./changed-statements";
import { lockKnowledge } from "./knowledge-lock";
import { loadRelease } from "./load-knowledge";

/** Beyond this the whole inventory is computed in batches rather than so many devices at once. */
const MAX_TOUCHED = 20_000;

/** Workers also end by operators and updates: so many deaths in a row, and it is the release that ends them. */
const MAX_WORKER_DEATHS = 10;

export interface ApplyOutcome {
  readonly state: "applied" | "failed" | "nothing to do";
  /** Devices that were judged anew; null: all of which anything that they are computed from has changed. */
  readonly judged: number | null;
}

const NOTHING: ApplyOutcome = { state: "nothing to do", judged: null };

/**
 * Makes a waiting release the one that holds, wholly or not at all: when anything fails, what held before still does,
 * and the release says why. In an outage it waits for the database. Does nothing for a release that does not wait. Where only exploitability statements (VEX)
 * differ from what held before, only devices that they may be about are judged anew.
 */
export async function applyRelease(id: number): Promise<ApplyOutcome> {
  const attempts = await beginRelease(id);
  if (attempts === null) return NOTHING;
  if (attempts > MAX_WORKER_DEATHS) {
    await giveUp(
      id,
      `Applying it ended its worker ${MAX_WORKER_DEATHS} times, so it was put aside; what held before still does. The worker's log says more; the machine may have too little memory.`,
    );
    return { state: "failed", judged: null };
  }
  try {
    return await withTransaction(async (tx) => {
      await lockKnowledge(tx);
      await lockInventory(tx);
      // Another worker may have done so while this one waited, and have applied later ones since.
      if ((await findKnowledgeRelease(id, tx))?.state !== "applying") return NOTHING;
      const before = await currentReleaseId(tx);
      const knowledge = await loadRelease(tx, id);
      const touched = await devicesOfChangedStatements(tx, before, knowledge);
      await setCurrentRelease(tx, id);
      await setReleaseState(id, "applied", { report: knowledge.report }, tx);
      await settleOvertaken(tx, id);
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
      return { state: "applied", judged: touched?.length ?? null };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable")
      await putReleaseBack(id, `${error.message} It goes on by itself.`).catch(() => {});
    else await giveUp(id, "It could not be applied; what held before still does. The server's log has the reason.");
    throw error;
  }
}

/** What feeds brought with it is asked for again in time, also where their servers would say that nothing has changed. */
async function giveUp(id: number, message: string): Promise<void> {
  await withTransaction(async (tx) => {
    await setReleaseState(id, "failed", { message }, tx);
    await forgetFeedVersions(tx);
  });
}
