import "server-only";
import type { FeedReport } from "@/lib/contracts/knowledge";
import {
  findKnowledgeRelease,
  loadKnowledgeEntries,
  setCurrentRelease,
  setReleaseState,
} from "@/lib/db/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { lockKnowledge } from "./knowledge-lock";

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
      const entries = await loadKnowledgeEntries(id, tx);
      const feeds = [...new Set(entries.map((entry) => entry.feed))];
      const report = feeds.map((feed): FeedReport => {
        const files = entries.filter((entry) => entry.feed === feed).length;
        return { feed, files, records: files, problems: [] };
      });
      await setCurrentRelease(tx, id);
      await setReleaseState(id, "applied", { report }, tx);
    });
    return { state: "applied" };
  } catch (error) {
    await setReleaseState(id, "failed", {
      message: "It could not be applied; what held before still does. The server's log has the reason.",
    });
    throw error;
  }
}
