import "server-only";
import { loadDevices, loadPeerNames, type StoredDevice, upsertDevices } from "@/lib/db/devices/device";
import { recordVersions } from "@/lib/db/devices/device-version";
import { type FindingRecord, loadFindingsOf, replaceFindings } from "@/lib/db/findings/finding";
import { loadMitigations } from "@/lib/db/findings/mitigation";
import { findProductIds } from "@/lib/db/firmware/firmware-product";
import { findPeerIds, loadConversationsOf } from "@/lib/db/flows/conversation";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadDecisionsById } from "@/lib/db/inventory/decision";
import { noteDecisions } from "@/lib/db/inventory/inventory-part";
import { forgetInputs } from "@/lib/db/inventory/inventory-state";
import { savePosture } from "@/lib/db/inventory/posture";
import { listSiteRows } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zones/zone";
import { acceptConflicts } from "@/lib/domain/device/accept-conflicts";
import { ANNOTATION_FIELDS, settleAnnotations } from "@/lib/domain/device/annotations";
import type {
  AcceptDecision,
  AnnotationDecision,
  Decision,
  PinDecision,
  StateDecision,
  ZoneDecision,
} from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { compareDecisions, pinsBy, stateBy } from "@/lib/domain/device/device-state";
import { withCircumstances } from "@/lib/domain/finding/build-findings";
import { circumstancesOf } from "@/lib/domain/finding/circumstances";
import { knownEndOfSupport } from "@/lib/domain/finding/lifecycle-finding";
import { flowsByDevice } from "@/lib/domain/flow/flows-by-device";
import { rechooseField } from "@/lib/domain/identity/choose-field";
import { pushAll } from "@/lib/domain/long-lists";
import { mitigateFindings } from "@/lib/domain/mitigation/mitigate-finding";
import type { IdentityField } from "@/lib/domain/observation";
import { gatherExposure } from "@/lib/domain/risk/gather-exposure";
import { type PlacementSite, placeDevice, placesByDecisions } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { labelledZones } from "@/lib/domain/zone/zone-labels";
import { judgeFindings, knownVulnerabilities, placelessOf, recordOf } from "../findings/judge-findings";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";
import { refreshFirmware } from "../firmware/refresh-firmware";
import { inPauses } from "../in-pauses";
import type { Knowledge } from "../knowledge/load-knowledge";
import { openMitigationBook, saveMitigationOutcomes } from "../mitigations/open-mitigation-book";
import { loadDecisionPolicy } from "../settings/decision-policy";
import { projectDevice } from "./project-device";

export interface DeviceDecision<D extends Decision = Decision> {
  readonly decision: D;
  readonly deviceId: string;
}
type LightDecision = AcceptDecision | StateDecision | ZoneDecision | PinDecision | AnnotationDecision;

const HEAVY: ReadonlySet<Decision["kind"]> = new Set(["merge", "forbid-merge", "overrule", "answer", "input"]);

/** A decision that says nothing about who the device is or what evidence claims of it. */
export function isLight(made: DeviceDecision): made is DeviceDecision<LightDecision> {
  const { decision } = made;
  if (decision.kind === "pin") return ANNOTATION_FIELDS.some((field) => field === decision.field);
  return !HEAVY.has(decision.kind);
}

/** So many devices are judged and written before the next are read: a bulk edit of a whole plant would fill the memory. */
const AT_ONCE = 250;

/**
 * The short way for decisions that leave identity alone: the same functions as in a rebuild, over the devices that are
 * touched. A device that moves to another zone changes what its peers are exposed to, so they are judged again, too.
 * The caller holds INVENTORY_LOCK, and the decisions are the latest on their devices, already stored. False when only
 * a rebuild can tell, with nothing written. `also` are devices about which nothing was decided, while a mitigation that
 * holds for them was, or what is known of their make: with `anew` all of them are matched again.
 */
export async function rejudgeDevices(
  tx: Sql,
  decisions: readonly DeviceDecision<LightDecision>[],
  also: readonly string[] = [],
  anew: Knowledge | null = null,
  atOnce = AT_ONCE,
): Promise<boolean> {
  const zones = await listZoneRows(tx);
  if (decisions.length > 0 && placesByDecisions(zones)) return false;
  const sites = await listSiteRows(tx);
  const decided = new Map<string, LightDecision[]>();
  for (const { deviceId, decision } of decisions) {
    const list = decided.get(deviceId);
    if (list) list.push(decision);
    else decided.set(deviceId, [decision]);
  }
  const moves = decisions.filter(({ decision }) => decision.kind === "zone").map(({ deviceId }) => deviceId);
  const touched = [...new Set([...decided.keys(), ...also, ...(moves.length > 0 ? await findPeerIds(tx, moves) : [])])];
  // Devices hang together by what withdraws a mitigation for all of its devices. Where people said something of each
  // device alone, each can be judged alone once it is known where those stand that move.
  const isApart = also.length === 0 && (moves.length === 0 || (await loadMitigations(tx)).length === 0);
  const size = isApart ? atOnce : Math.max(1, touched.length);
  const common: Common = {
    decided,
    moved: await whereMoved(tx, moves, { decided, zones, sites }, size),
    anew,
    zones,
    sites,
    zoneById: new Map(labelledZones(zones, sites).map((zone) => [zone.id, zone])),
    policy: await loadDecisionPolicy(tx),
    remoteTools: await ownRemoteTools(tx),
    nowUs: Date.now() * 1000,
  };
  const productIds = new Set<string>();
  await tx.run("savepoint rejudged");
  for (let at = 0; at < touched.length; at += size) {
    const products = await rejudgePart(tx, touched.slice(at, at + size), common);
    if (products === null) {
      await tx.run("rollback to savepoint rejudged");
      return false;
    }
    for (const id of products) productIds.add(id);
  }
  await tx.run("release savepoint rejudged");
  if (moves.length > 0) await refreshFlowRollup(tx, [...(await loadContents(tx, null)).keys()]);
  await refreshFirmware(tx, "unchanged", { productIds: [...productIds], deviceIds: touched });
  await savePosture(tx, { alsoForNewestEvidence: false });
  await noteDecisions(
    tx,
    decisions.map(({ decision }) => decision.id),
  );
  // Taking these decisions back leads to the very inputs of the last rebuild.
  await forgetInputs(tx);
  return true;
}

/** The zone of each device that moves, before anything is written: its peers may be judged earlier than it is. */
async function whereMoved(
  tx: Sql,
  ids: readonly string[],
  { decided, zones, sites }: Pick<Common, "decided" | "zones" | "sites">,
  size: number,
): Promise<Map<string, string | null>> {
  const moved = new Map<string, string | null>();
  for (let at = 0; at < ids.length; at += size) {
    for (const stored of await loadDevices(tx, ids.slice(at, at + size))) {
      const { id } = stored.device;
      moved.set(id, withDecisions(stored, newestOf(decided, id), zones, sites).zoneId);
    }
  }
  return moved;
}

const newestOf = (decided: Common["decided"], id: string) => [...(decided.get(id) ?? [])].sort(compareDecisions);

/** What all parts are judged by. */
interface Common {
  readonly decided: ReadonlyMap<string, readonly LightDecision[]>;
  /** Where devices stand that move. */
  readonly moved: ReadonlyMap<string, string | null>;
  readonly anew: Knowledge | null;
  readonly zones: readonly Zone[];
  readonly sites: readonly PlacementSite[];
  readonly zoneById: ReadonlyMap<string, Zone>;
  readonly policy: Awaited<ReturnType<typeof loadDecisionPolicy>>;
  readonly remoteTools: Awaited<ReturnType<typeof ownRemoteTools>>;
  readonly nowUs: number;
}

/** Judges and writes some devices; products of theirs before and after, or null when only a rebuild can tell. */
async function rejudgePart(
  tx: Sql,
  touched: readonly string[],
  { decided, moved, anew, zones, sites, zoneById, policy, remoteTools, nowUs }: Common,
): Promise<Set<string> | null> {
  const before = await loadDevices(tx, touched);
  const heldIds = before.flatMap(({ device }) => (decided.has(device.id) || anew ? device.decisionIds : []));
  const held = new Map((await loadDecisionsById(tx, heldIds)).map((it) => [it.id, it]));
  const heldOf = (device: Device) => device.decisionIds.flatMap((id) => held.get(id) ?? []);
  // A field that was said to be unknown has left its claims out of the device.
  const isHidden = ({ device }: StoredDevice) =>
    (decided.get(device.id) ?? []).some(
      (it) => it.kind === "pin" && !device.fields[it.field] && heldOf(device).some((other) => isPinOf(other, it.field)),
    );
  if (before.some(isHidden)) return null;
  const after = before.map((stored) => {
    const news = newestOf(decided, stored.device.id);
    if (news.length === 0) return stored;
    const annotations = settleAnnotations([...news, ...heldOf(stored.device)]);
    const decisionIds = [...news.map((it) => it.id), ...stored.device.decisionIds];
    return withDecisions({ ...stored, device: { ...stored.device, annotations, decisionIds } }, news, zones, sites);
  });
  const conversations = await loadConversationsOf(tx, touched);
  const peerIds = conversations.flatMap((it) =>
    [it.initiatorDeviceId, it.responderDeviceId].filter((id) => id !== null),
  );
  const peers = new Map((await loadPeerNames(tx, [...new Set(peerIds)])).map((peer) => [peer.id, peer]));
  const placed = new Map<string, StoredDevice>(after.map((it) => [it.device.id, it]));
  const zoneOf = (id: string) =>
    zoneById.get((moved.has(id) ? moved.get(id) : (placed.get(id) ?? peers.get(id))?.zoneId) ?? "") ?? null;
  const flowsOf = flowsByDevice(conversations, (id) => ({
    name: peers.get(id)?.name ?? null,
    zone: zoneOf(id)?.name ?? null,
  }));
  const stored = new Map<string, FindingRecord[]>();
  for (const finding of await loadFindingsOf(tx, touched)) {
    stored.set(finding.deviceId, [...(stored.get(finding.deviceId) ?? []), finding]);
  }
  const mitigations = await loadMitigations(tx);
  const whereabouts = {
    devices: after.map(({ device }) => device),
    zoneIdOf: (id: string) => zoneOf(id)?.id ?? null,
    nameOf: (id: string) => peers.get(id)?.name ?? null,
    zoneName: (id: string) => zoneById.get(id)?.name ?? null,
    nowUs,
    isPartial: true,
  };
  const book = await openMitigationBook(tx, whereabouts, mitigations);
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
  await saveMitigationOutcomes(tx, book.outcomes(new Set(touched)), mitigations);
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

function isPinOf(decision: Decision, field: IdentityField): boolean {
  return decision.kind === "pin" && decision.field === field;
}

/** The device under its newest decisions, latest first. */
function withDecisions(
  stored: StoredDevice,
  news: readonly LightDecision[],
  zones: readonly Zone[],
  sites: readonly PlacementSite[],
): StoredDevice {
  const { device } = stored;
  const fields = { ...device.fields };
  for (const [field, pin] of pinsBy(news.filter((it) => it.kind === "pin"))) {
    const chosen = rechooseField(pin.field, device.fields[pin.field], pin);
    if (chosen) fields[pin.field] = chosen;
    else delete fields[field as IdentityField];
  }
  const states = news.filter((it) => it.kind === "state");
  const conflicts = acceptConflicts(
    device.conflicts,
    news.filter((it) => it.kind === "accept-conflict"),
  );
  const decided = { ...device, fields, conflicts, ...(states.length > 0 ? stateBy(states, Date.now() * 1000) : {}) };
  const moves = news.filter((it) => it.kind === "zone");
  if (moves.length === 0) return { ...stored, device: decided };
  const { zoneId, reason } = placeDevice(decided, zones, moves, sites);
  return { ...stored, device: decided, zoneId, zoneReason: reason };
}
