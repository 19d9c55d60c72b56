import "server-only";
import { writeAudit } from "@/lib/db/audit-writer";
import { sql } from "@/lib/db/client";
import { holdLiveEvidence } from "@/lib/db/evidence/live-lock";
import { countFlowMonths, dropFlowMonth, listContentsOfMonth, makeFlowMonths } from "@/lib/db/flows/flow-month";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { noteContent, saveContentFacts } from "@/lib/db/inventory/inventory-part";
import { withTransaction } from "@/lib/db/transaction";
import { contentFacts } from "@/lib/domain/identity/content-facts";
import { monthsToDrop } from "@/lib/domain/setting/flow-retention";
import { knownContent } from "../inventory/inventory-inputs";
import { loadFlowRetention } from "../settings/flow-settings";
import { timeOfAges } from "../settings/time-of-ages";

/** Makes room for the flows of this month and the next. */
export function makeMonths(now: Date): Promise<void> {
  return withTransaction((tx) => makeFlowMonths(tx, now));
}

/**
 * Lets the single flows of months go that the settings keep no longer. Conversations, risk and the sums between zones
 * stay as they are, and a rebuild finds the same. Safe at any time, in any process.
 *
 * @returns the months ("2026-11") whose flows went
 */
export async function dropOldFlows(at?: Date): Promise<string[]> {
  // What is taken in now lies in the month that the machine's clock says, whether that is believed or not.
  await makeMonths(at ?? new Date());
  const now = at ?? (await timeOfAges());
  const { kept } = await countFlowMonths(sql);
  const dropped: string[] = [];
  for (const month of monthsToDrop(kept, await loadFlowRetention(), now)) {
    if (await dropMonth(month, now)) dropped.push(month);
  }
  return dropped;
}

/** False when an import of the month is still to be merged: its flows belong to no conversation yet. */
function dropMonth(month: string, now: Date): Promise<boolean> {
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    await holdLiveEvidence(tx);
    const merged = await loadContents(tx, null);
    if ((await listContentsOfMonth(tx, month)).some((id) => !merged.has(id))) return false;
    const sums = await dropFlowMonth(tx, month, now);
    const contents = await loadContents(tx, null);
    for (const id of sums) {
      const content = contents.get(id);
      if (!content) throw new Error(`The sums of ${month} are not among the contents.`);
      await saveContentFacts(tx, id, content.origin.realm, contentFacts([]));
      await noteContent(tx, id, knownContent(content));
    }
    await refreshFlowRollup(tx, [...contents.keys()]);
    await writeAudit(tx, {
      userId: null,
      actor: "Sightglass",
      action: "flows.dropped",
      summary: `Added up the flows of files taken in in ${month} and let the single ones go, as the settings say.`,
      detail: { month },
    });
    return true;
  });
}
