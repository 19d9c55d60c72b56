import "server-only";
import { env } from "@/lib/config/env";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { loadApprovals } from "@/lib/db/approval";
import { replaceConversations } from "@/lib/db/conversation";
import { loadDecisions } from "@/lib/db/decision";
import { type DeviceProjection, loadDevices, loadFingerprints, removeDevices, upsertDevices } from "@/lib/db/device";
import { recordVersions } from "@/lib/db/device-version";
import { loadEvidence } from "@/lib/db/evidence";
import { type FindingRecord, replaceFindings } from "@/lib/db/finding";
import { refreshFlowRollup } from "@/lib/db/flow-rollup";
import { noteInputs } from "@/lib/db/inventory-state";
import { currentReleaseId } from "@/lib/db/knowledge-release";
import { replaceUnconfirmed, savePosture } from "@/lib/db/posture";
import { loadContents } from "@/lib/db/source-content";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zone";
import type { ZoneDecision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { identifierKey } from "@/lib/domain/device/identifier";
import { withInferredRole } from "@/lib/domain/device/infer-role";
import { resolve } from "@/lib/domain/device/resolve";
import { gatherExposure } from "@/lib/domain/risk/gather-exposure";
import { type Placement, zonePlacer } from "@/lib/domain/zone/place-device";
import { macVendor } from "@/lib/reference/mac-vendor";
import { judgeFindings, knownVulnerabilities, recordOf } from "../findings/judge-findings";
import { loadOwnFingerprints } from "../fingerprints/own-fingerprints";
import { ownTextReader } from "../fingerprints/own-text-reader";
import { loadRelease } from "../knowledge/load-knowledge";
import { approvalDecisions } from "./approval-decisions";
import { flowsByDevice } from "./flows-by-device";
import { inputsOf } from "./inventory-inputs";
import { INVENTORY_LOCK } from "./inventory-lock";
import { linkConversations } from "./link-conversations";
import { peerNameOf, projectDevice } from "./project-device";

const UNCHANGED: RebuildOutcome = { devicesNew: 0, devicesChanged: 0 };

export interface RebuildOutcome {
  readonly devicesNew: number;
  readonly devicesChanged: number;
}

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
  const fingerprints = (await loadOwnFingerprints(env().dataFolder)).rows;
  const knowledgeRelease = await currentReleaseId(tx);
  const inputs = inputsOf({ contents, zones, decisions, fingerprints, knowledgeRelease, nowUs });
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

  const place = zonePlacer(
    zones,
    decisions.filter((it): it is ZoneDecision => it.kind === "zone"),
  );
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const placements = new Map(inventory.devices.map((device) => [device.id, place(device)]));
  const zoneOf = (id: string) => zoneById.get(placements.get(id)?.zoneId ?? "") ?? null;
  const names = new Map(inventory.devices.map((device) => [device.id, peerNameOf(device)]));
  const flowsOf = flowsByDevice(conversations, (id) => ({
    name: names.get(id) ?? null,
    zone: zoneOf(id)?.name ?? null,
  }));
  const siteOfRealm = new Map([...contents.values()].map(({ origin, siteId }) => [origin.realm, siteId]));

  const overrules = new Map(decisions.filter((it) => it.kind === "overrule").map((it) => [it.id, it]));
  const findings: FindingRecord[] = [];
  const projections = inventory.devices.map((found) => {
    const zone = zoneOf(found.id);
    const flows = flowsOf(found.id);
    const device = withInferredRole(found, flows);
    const exposure = gatherExposure(flows, zone?.name ?? null);
    const own = judgeFindings(device, {
      exposure,
      zone,
      knowledge,
      overrules: device.decisionIds.flatMap((id) => overrules.get(id) ?? []),
      nowUs,
    });
    findings.push(...own.map(recordOf));
    return projectDevice(device, {
      siteId: siteOfRealm.get(homeRealm(device)) as string,
      placement: placements.get(device.id) as Placement,
      zone,
      exposure,
      vulnerabilities: knownVulnerabilities(own),
    });
  });
  const outcome = await writeDevices(tx, projections);
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

/** A serial holds in every realm ("*"); the device's home is then the first realm that saw it. */
function homeRealm({ anchor, realms }: Device): string {
  return realms.includes(anchor.realm) ? anchor.realm : (realms[0] as string);
}

async function writeDevices(tx: Sql, projections: readonly DeviceProjection[]): Promise<RebuildOutcome> {
  const stored = await loadFingerprints(tx);
  const present = new Set(projections.map(({ id }) => id));
  const changed = projections.filter(({ id, fingerprint }) => stored.get(id) !== fingerprint);
  await upsertDevices(tx, changed);
  const gone = [...stored.keys()].filter((id) => !present.has(id));
  await removeDevices(tx, gone, await heirsOf(tx, gone, projections));
  await recordVersions(
    tx,
    changed.map(({ id }) => id),
    gone,
  );
  const devicesNew = changed.filter(({ id }) => !stored.has(id)).length;
  return { devicesNew, devicesChanged: changed.length - devicesNew };
}

/** Old id → the device that now has the strongest of its identifiers. */
async function heirsOf(
  tx: Sql,
  gone: readonly string[],
  projections: readonly DeviceProjection[],
): Promise<Map<string, string>> {
  const heirs = new Map<string, string>();
  if (gone.length === 0) return heirs;
  const holders = new Map<string, string>();
  for (const { id, detail } of projections) {
    for (const identifier of detail.identifiers) holders.set(identifierKey(identifier), id);
  }
  for (const { device } of await loadDevices(tx, gone)) {
    const heir = device.identifiers.map((it) => holders.get(identifierKey(it))).find((id) => id !== undefined);
    if (heir) heirs.set(device.id, heir);
  }
  return heirs;
}
