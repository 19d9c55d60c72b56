import "server-only";
import { env } from "@/lib/config/env";
import { insertEvidence } from "@/lib/db/evidence/evidence";
import { insertFlows } from "@/lib/db/flows/flow";
import { endFile, type ImportFileRow, saveCommitted } from "@/lib/db/imports/import-file";
import { advanceContent, type ContentState, lockContent } from "@/lib/db/imports/source-content";
import { insertApprovals } from "@/lib/db/shadow/approval";
import { withTransaction } from "@/lib/db/transaction";
import type { Reading } from "./reading";

interface BatchJob {
  readonly file: ImportFileRow;
  readonly content: ContentState;
  readonly reading: Reading;
  /** Looked at between batches; aborting ends with its reason. */
  readonly signal: AbortSignal;
}

/**
 * Writes the rows of a reading behind those that are committed already. Each batch is one transaction that advances the
 * counters together with its rows; the last one also completes the content and the file.
 */
export async function writeBatches(job: BatchJob): Promise<void> {
  const { file, content, reading, signal } = job;
  const { observationCount, flowCount } = reading.head;
  const batchRows = env().importBatchRows;
  let [observations, flows] = [content.committedObservations, content.committedFlows];
  for (let isComplete = false; !isComplete; ) {
    signal.throwIfAborted();
    const nextObservations = Math.min(observationCount, observations + batchRows);
    const nextFlows = Math.min(flowCount, flows + batchRows - (nextObservations - observations));
    isComplete = nextObservations === observationCount && nextFlows === flowCount;
    const rows = {
      observations: await reading.observations(observations, nextObservations),
      flows: await reading.flows(flows, nextFlows),
      approvals: isComplete ? await reading.approvals() : [],
    };
    const counters = { observations: nextObservations, flows: nextFlows, isComplete };
    const from = { observations, flows };
    await withTransaction(async (tx) => {
      const locked = await lockContent(tx, content.id);
      if (locked?.committedObservations !== from.observations || locked.committedFlows !== from.flows) {
        throw new Error(`Content ${content.id} was written by somebody else in spite of its lock.`);
      }
      if (rows.observations.length > 0) await insertEvidence(tx, content.id, from.observations, rows.observations);
      if (rows.flows.length > 0) await insertFlows(tx, content.id, from.flows, rows.flows);
      if (isComplete) await insertApprovals(tx, content.id, rows.approvals);
      await advanceContent(tx, content.id, counters);
      await saveCommitted(tx, file.id, counters);
      if (isComplete) await endFile(tx, file.id, "read", null);
    });
    [observations, flows] = [nextObservations, nextFlows];
  }
}
