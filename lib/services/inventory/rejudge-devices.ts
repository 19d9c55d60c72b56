import "server-only";
import { loadDevices, loadPeerNames, type StoredDevice, upsertDevices } from "@/lib/db/devices/device";
import { recordVersions } from "@/lib/db/devices/device-version";
import { type FindingRecord, loadFindingsOf, replaceFindings } from "@/lib/db/findings/finding";
import { loadMitigations } from "@/lib/db/findings/mitigation";
import { findProductIds } from "@/lib/db/firmware/firmware-product";
import { findPeerIds, loadConversationsOf } from "@/lib/db/flows/conversation";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadDecisions, loadDecisionsById } from "@/lib/db/inventory/decision";
import { forgetDecisions, noteDecisions } from "@/lib/db/inventory/inventory-part";
import { forgetInputs } from "@/lib/db/inventory/inventory-state";
import { savePosture } from "@/lib/db/inventory/posture";
import { loadApprovals } from "@/lib/db/shadow/approval";
import { listSiteRows } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { noteWork } from "@/lib/db/work-progress";
import { listZoneRows } from "@/lib/db/zones/zone";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { withCircumstances } from "@/lib/domain/finding/build-findings";
import { circumstancesOf } from "@/lib/domain/finding/circumstances";
import { knownEndOfSupport } from "@/lib/domain/finding/lifecycle-finding";
import { conversationsByDevice, flowsByDevice } from "@/lib/domain/flow/flows-by-device";
import { pushAll } from "@/lib/domain/long-lists";
import { mitigateFindings } from "@/lib/domain/mitigation/mitigate-finding";
import { termOf } from "@/lib/domain/mitigation/mitigation";
import type { MitigationBook } from "@/lib/domain/mitigation/mitigation-book";
import { gatherExposure } from "@/lib/domain/risk/gather-exposure";
import { type Placement, placesByDecisions, zonePlacer } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { labelledZones } from "@/lib/domain/zone/zone-labels";
import { judgeFindings, knownVulnerabilities, placelessOf, recordOf } from "../findings/judge-findings";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";
import { refreshFirmware } from "../firmware/refresh-firmware";
import { inPauses } from "../in-pauses";
import type { Knowledge } from "../knowledge/load-knowledge";
import { openMitigationBook, saveMitigationOutcomes } from "../mitigations/open-mitigation-book";
import { loadDecisionPolicy } from "../settings/decision-policy";
import { approvalDecisions } from "./approval-decisions";
import { projectDevice } from "./project-device";
import { type DecisionChange, type DeviceDecision, type LightDecision, redecide } from "./redecide";

/** So many devices are judged and written before the next are read: a bulk edit of a whole plant would fill the memory. */
const AT_ONCE = 250;

export interface Rejudging {
  /** The latest decisions on their devices, already stored. */
  readonly made?: readonly DeviceDecision<LightDecision>[];
  /** Decisions that were just marked as taken back. */
  readonly undone?: readonly DeviceDecision<LightDecision>[];
  /**
   * Devices about which nothing was decided, while a mitigation that holds for them was, or what is known of their make:
   * with `anew` all of them are matched again.
   */
  readonly also?: readonly string[];
  readonly anew?: Knowledge | null;
  readonly atOnce?: number;
  /** Within `lookAhead`: nobody will see it, so that only what devices become is written. */
  readonly isLooking?: boolean;
}

/**
 * The short way for decisions that leave identity alone, made or taken back: the same functions as in a rebuild, over the
 * devices that are touched, some at a time. A device that moves to another zone changes what its peers are exposed to, so
 * they are judged again, too. The caller holds the inventory (`lockInventory`). False when only a rebuild can tell, with nothing written.
 */
export async function rejudgeDevices(tx: Sql, rejudging: Rejudging): Promise<boolean> {
  const isDone = await rejudgeInParts(tx, rejudging);
  await noteWork(tx, null);
  return isDone;
}

async function rejudgeInParts(
  tx: Sql,
  { made = [], undone = [], also = [], anew = null, atOnce = AT_ONCE, isLooking = false }: Rejudging,
): Promise<boolean> {
  const zones = await listZoneRows(tx);
  const decisions = [...made, ...undone];
  if (decisions.length > 0 && placesByDecisions(zones)) return false;
  const sites = await listSiteRows(tx);
  const changes = changesOf(made, undone);
  const moves = decisions.filter(({ decision }) => decision.kind === "zone").map(({ deviceId }) => deviceId);
  const touched = [...new Set([...changes.keys(), ...also, ...(moves.length > 0 ? await findPeerIds(tx, moves) : [])])];
  const all = undone.length === 0 ? null : await allDecisions(tx, zones);
  const placing = all ? [...all.values()] : made.map(({ decision }) => decision);
  const decider: Decider = {
    changes,
    all,
    anew,
    place: zonePlacer(
      zones,
      placing.filter((it) => it.kind === "zone"),
      sites,
    ),
  };
  const mitigations = await loadMitigations(tx);
  const nowUs = Date.now() * 1000;
  const whereabouts = await findWhereabouts(tx, touched, decider, {
    moving: new Set(moves),
    needsAll: mitigations.some((it) => it.path && termOf(it, nowUs) === "running"),
    atOnce,
  });
  if (whereabouts === null) return false;
  const zoneById = new Map(labelledZones(zones, sites).map((zone) => [zone.id, zone]));
  const { devices, zoneIds, names } = whereabouts;
  // What withdraws a mitigation does so for all of its devices, so it is looked for among all before any is judged.
  const book = await openMitigationBook(
    tx,
    {
      devices,
      zoneIdOf: (id) => zoneIds.get(id) ?? null,
      nameOf: (id) => names.get(id) ?? null,
      zoneName: (id) => zoneById.get(id)?.name ?? null,
      nowUs,
      isPartial: true,
    },
    mitigations,
  );
  const common: Common = {
    ...decider,
    zoneIds,
    zoneById,
    book,
    policy: await loadDecisionPolicy(tx),
    remoteTools: await ownRemoteTools(tx),
    nowUs,
  };
  const productIds = new Set<string>();
  await tx.run("savepoint rejudged");
  for (let at = 0; at < touched.length; at += atOnce) {
    if (touched.length > atOnce) await noteWork(tx, { what: "judging", done: at, total: touched.length });
    const products = await rejudgePart(tx, touched.slice(at, at + atOnce), common);
    if (products === null) {
      await tx.run("rollback to savepoint rejudged");
      return false;
    }
    for (const id of products) productIds.add(id);
  }
  await tx.run("release savepoint rejudged");
  if (touched.length > atOnce) await noteWork(tx, { what: "judging", done: touched.length, total: touched.length });
  if (isLooking) return true;
  await saveMitigationOutcomes(tx, book.outcomes(new Set(touched)), mitigations);
  if (moves.length > 0) await refreshFlowRollup(tx, [...(await loadContents(tx, null)).keys()]);
  await refreshFirmware(tx, "unchanged", { productIds: [...productIds], deviceIds: touched });
  await savePosture(tx, { alsoForNewestEvidence: false });
  await noteDecisions(tx, idsOf(made));
  await forgetDecisions(tx, idsOf(undone));
  // Taking these decisions back leads to the very inputs of the last rebuild.
  await forgetInputs(tx);
  return true;
}

const idsOf = (list: readonly DeviceDecision[]) => list.map(({ decision }) => decision.id);

function changesOf(
  made: readonly DeviceDecision<LightDecision>[],
  undone: readonly DeviceDecision<LightDecision>[],
): Map<string, { made: LightDecision[]; undone: LightDecision[] }> {
  const changes = new Map<string, { made: LightDecision[]; undone: LightDecision[] }>();
  const changeOf = (id: string) => {
    const change = changes.get(id) ?? { made: [], undone: [] };
    changes.set(id, change);
    return change;
  };
  for (const { deviceId, decision } of made) changeOf(deviceId).made.push(decision);
  for (const { deviceId, decision } of undone) changeOf(deviceId).undone.push(decision);
  return changes;
}

/** All that holds, people's words and those of approved lists. */
async function allDecisions(tx: Sql, zones: readonly Zone[]): Promise<Map<string, Decision>> {
  const approvals = await loadApprovals(tx, await loadContents(tx, null));
  return new Map([...approvalDecisions(approvals, zones), ...(await loadDecisions(tx))].map((it) => [it.id, it]));
}

/** What the decisions make of single devices. */
interface Decider {
  readonly changes: ReadonlyMap<string, DecisionChange>;
  /** Every decision that holds; null where the newest on each device are enough. */
  readonly all: ReadonlyMap<string, Decision> | null;
  readonly anew: Knowledge | null;
  readonly place: (device: Device) => Placement;
}

/** The devices under their decisions, and what holds on each; null when only a rebuild can tell. */
async function redecideAll(
  tx: Sql,
  before: readonly StoredDevice[],
  { changes, all, anew, place }: Decider,
): Promise<{ after: StoredDevice[]; heldOf: (device: Device) => Decision[] } | null> {
  const heldIds = before.flatMap(({ device }) => (changes.has(device.id) || anew ? device.decisionIds : []));
  const held = all ?? new Map((await loadDecisionsById(tx, heldIds)).map((it) => [it.id, it]));
  const heldOf = (device: Device) => device.decisionIds.flatMap((id) => held.get(id) ?? []);
  const after: StoredDevice[] = [];
  for (const stored of before) {
    const change = changes.get(stored.device.id);
    const decided = change ? redecide(stored, change, heldOf(stored.device), place) : stored;
    if (decided === null) return null;
    after.push(decided);
  }
  return { after, heldOf };
}

interface Whereabouts {
  /** By what mitigations know them; none where no mitigation asks. */
  readonly devices: readonly Pick<Device, "id" | "identifiers">[];
  readonly zoneIds: ReadonlyMap<string, string | null>;
  readonly names: ReadonlyMap<string, string | null>;
}

/**
 * Where each device will stand, before anything is written: who is judged early must know where those stand that are
 * judged late. Null when only a rebuild can tell.
 */
async function findWhereabouts(
  tx: Sql,
  touched: readonly string[],
  decider: Decider,
  { moving, needsAll, atOnce }: { moving: ReadonlySet<string>; needsAll: boolean; atOnce: number },
): Promise<Whereabouts | null> {
  const devices: Pick<Device, "id" | "identifiers">[] = [];
  const known = await loadPeerNames(tx, touched);
  const zoneIds = new Map(known.map(({ id, zoneId }) => [id, zoneId]));
  // What was decided on a device that has become part of another since holds on that one.
  for (const id of decider.changes.keys()) if (!zoneIds.has(id)) return null;
  const wanted = needsAll ? touched : touched.filter((id) => moving.has(id));
  for (let at = 0; at < wanted.length; at += atOnce) {
    const decided = await redecideAll(tx, await loadDevices(tx, wanted.slice(at, at + atOnce)), decider);
    if (decided === null) return null;
    for (const { device, zoneId } of decided.after) {
      if (needsAll) devices.push({ id: device.id, identifiers: device.identifiers });
      zoneIds.set(device.id, zoneId);
    }
  }
  return { devices, zoneIds, names: new Map(known.map(({ id, name }) => [id, name])) };
}

/** What all parts are judged by. */
interface Common extends Decider {
  /** Where all devices that are touched stand. */
  readonly zoneIds: ReadonlyMap<string, string | null>;
  readonly zoneById: ReadonlyMap<string, Zone>;
  readonly book: MitigationBook;
  readonly policy: Awaited<ReturnType<typeof loadDecisionPolicy>>;
  readonly remoteTools: Awaited<ReturnType<typeof ownRemoteTools>>;
  readonly nowUs: number;
}

/** Judges and writes some devices; products of theirs before and after, or null when only a rebuild can tell. */
async function rejudgePart(
  tx: Sql,
  touched: readonly string[],
  { zoneIds, zoneById, book, policy, remoteTools, nowUs, ...decider }: Common,
): Promise<Set<string> | null> {
  const { anew } = decider;
  const decided = await redecideAll(tx, await loadDevices(tx, touched), decider);
  if (decided === null) return null;
  const { after, heldOf } = decided;
  const conversations = await loadConversationsOf(tx, touched);
  const peerIds = conversations.flatMap((it) =>
    [it.initiatorDeviceId, it.responderDeviceId].filter((id) => id !== null),
  );
  const peers = new Map((await loadPeerNames(tx, [...new Set(peerIds)])).map((peer) => [peer.id, peer]));
  const zoneOf = (id: string) =>
    zoneById.get((zoneIds.has(id) ? zoneIds.get(id) : peers.get(id)?.zoneId) ?? "") ?? null;
  const flowsOf = flowsByDevice(conversationsByDevice(conversations), (id) => ({
    name: peers.get(id)?.name ?? null,
    zone: zoneOf(id)?.name ?? null,
  }));
  const stored = new Map<string, FindingRecord[]>();
  for (const finding of await loadFindingsOf(tx, touched)) {
    stored.set(finding.deviceId, [...(stored.get(finding.deviceId) ?? []), finding]);
  }
  const findings: FindingRecord[] = [];
  const projectOne = ({ device, siteId, zoneId, zoneReason, lifecycle }: StoredDevice) => {
    const zone = zoneOf(device.id);
    const exposure = gatherExposure(flowsOf(device.id), zone?.name ?? null, remoteTools);
    const circumstances = circumstancesOf(device, exposure, zone, policy);
    const bare = anew
      ? judgeFindings(device, {
          ...settledBy(heldOf(device)),
          exposure,
          zone,
          knowledge: anew,
          policy,
          nowUs,
          lifecycle,
        })
      : (stored.get(device.id) ?? []).map((it) => withCircumstances(placelessOf(it), circumstances));
    const credits = book.creditsOf(device, zone?.id ?? null, bare);
    const own = mitigateFindings(bare, credits, circumstances, exposure);
    pushAll(findings, own.map(recordOf));
    return projectDevice(device, {
      siteId,
      placement: { zoneId, reason: zoneReason },
      zone,
      exposure,
      vulnerabilities: knownVulnerabilities(own),
      endOfSupport: knownEndOfSupport(own),
      lifecycle,
      credits,
    });
  };
  const projections = await inPauses(each(after, projectOne));
  const fingerprints = new Map(after.map(({ device, fingerprint }) => [device.id, fingerprint]));
  const changed = projections.filter(({ id, fingerprint }) => fingerprints.get(id) !== fingerprint);
  const productsBefore = await findProductIds(tx, touched);
  await upsertDevices(tx, changed);
  await recordVersions(
    tx,
    changed.map(({ id }) => id),
    [],
  );
  await replaceFindings(tx, touched, findings);
  return new Set([...productsBefore, ...projections.flatMap(({ productId }) => productId ?? [])]);
}

/** What becomes of each, with a pause after every one. */
function* each<Item, Result>(items: readonly Item[], make: (item: Item) => Result): Generator<void, Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(make(item));
    yield;
  }
  return results;
}

/** People's words on findings, by kind. */
function settledBy(decisions: readonly Decision[]) {
  return {
    overrules: decisions.filter((it) => it.kind === "overrule"),
    answers: decisions.filter((it) => it.kind === "answer"),
    inputs: decisions.filter((it) => it.kind === "input"),
  };
}
