import "server-only";
import { env } from "@/lib/config/env";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { loadApprovals } from "@/lib/db/approval";
import { replaceConversations } from "@/lib/db/conversation";
import { loadDecisions } from "@/lib/db/decision";
import { loadFingerprints } from "@/lib/db/device";
import { loadEvidence } from "@/lib/db/evidence";
import { replaceFindings } from "@/lib/db/finding";
import { refreshFlowRollup } from "@/lib/db/flow-rollup";
import { noteInputs } from "@/lib/db/inventory-state";
import { currentReleaseId } from "@/lib/db/knowledge-release";
import { loadMitigations } from "@/lib/db/mitigation";
import { replaceUnconfirmed, savePosture } from "@/lib/db/posture";
import { listSiteRows } from "@/lib/db/site";
import { loadContents } from "@/lib/db/source-content";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zone";
import { resolve } from "@/lib/domain/device/resolve";
import { macVendor } from "@/lib/reference/mac-vendor";
import { loadOwnFingerprints } from "../fingerprints/own-fingerprints";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";
import { ownTextReader } from "../fingerprints/own-text-reader";
import { loadRelease } from "../knowledge/load-knowledge";
import { mitigationInputs, openMitigationBook, saveMitigationOutcomes } from "../mitigations/open-mitigation-book";
import { approvalDecisions } from "./approval-decisions";
import { inputsOf } from "./inventory-inputs";
import { INVENTORY_LOCK } from "./inventory-lock";
import { judgeDevices } from "./judge-devices";
import { linkConversations } from "./link-conversations";
import { type RebuildOutcome, writeDevices } from "./write-devices";

const UNCHANGED: RebuildOutcome = { devicesNew: 0, devicesChanged: 0 };

/**
 * Computes the inventory anew from all evidence and decisions and makes the tables say it: devices, conversations, the
 * devices at the ends of flows, unconfirmed addresses, today's posture. One at a time, inside the caller's transaction.
 * The same evidence in any order gives the same rows; what did not change is not written, and when nothing that it is
 * computed from has changed, nothing is computed. `mergingImportId` is the import whose contents come in now.
 */
export async function rebuildInventory(tx: Sql, mergingImportId: string | null = null): Promise<RebuildOutcome> {
  await lockInTransaction(tx, INVENTORY_LOCK);
  const contents = await loadContents(tx, mergingImportId);
  const zones = await listZoneRows(tx);
  const decisions = [...approvalDecisions(await loadApprovals(tx, contents), zones), ...(await loadDecisions(tx))];
  const nowUs = Date.now() * 1000;
  const { rows, tools } = await loadOwnFingerprints(env().dataFolder);
  const fingerprints = [rows, tools];
  const knowledgeRelease = await currentReleaseId(tx);
  const mitigations = await loadMitigations(tx);
  const mitigated = mitigationInputs(mitigations, nowUs);
  const inputs = inputsOf({ contents, zones, decisions, fingerprints, knowledgeRelease, mitigated, nowUs });
  if (!(await noteInputs(tx, inputs))) return UNCHANGED;
  const knowledge = knowledgeRelease === null ? null : await loadRelease(tx, knowledgeRelease);
  const readText = await ownTextReader();
  const inventory = resolve(await loadEvidence(tx, contents), decisions, { nowUs, macVendor, readText });
  const conversations = await linkConversations(tx, contents, inventory);
  const contentIds = new Map(
    [...contents.values()].map(({ id, origin }) => [`${origin.realm} ${origin.fileSha256}`, id]),
  );
  await replaceConversations(
    tx,
    conversations,
    ({ realm, citation }) => contentIds.get(`${realm} ${citation.fileSha256}`) as number,
  );

  const siteOfRealm = new Map([...contents.values()].map(({ origin, siteId }) => [origin.realm, siteId]));
  const { projections, findings, book } = await judgeDevices(inventory.devices, {
    zones,
    decisions,
    conversations,
    peerOf: () => undefined,
    sites: await listSiteRows(tx),
    siteOfRealm,
    knowledge,
    remoteTools: await ownRemoteTools(),
    nowUs,
    openBook: (whereabouts) => openMitigationBook(tx, whereabouts, mitigations),
  });
  await saveMitigationOutcomes(tx, book.outcomes(), mitigations);
  const outcome = await writeDevices(tx, projections, await loadFingerprints(tx));
  await replaceFindings(
    tx,
    inventory.devices.map(({ id }) => id),
    findings,
  );
  await refreshFlowRollup(tx);
  await replaceUnconfirmed(tx, inventory.unconfirmed);
  await savePosture(tx, { alsoForNewestEvidence: true });
  return outcome;
}
