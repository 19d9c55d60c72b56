import "server-only";
import { env, releaseId } from "@/lib/config/env";
import { loadFingerprints } from "@/lib/db/devices/device";
import { type DeviceRhythmRow, replaceRhythms } from "@/lib/db/devices/device-rhythm";
import { loadEvidence } from "@/lib/db/evidence/evidence";
import { holdLiveEvidence } from "@/lib/db/evidence/live-lock";
import { loadMitigations } from "@/lib/db/findings/mitigation";
import { replaceConversations } from "@/lib/db/flows/conversation";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { loadFlowGrowth } from "@/lib/db/flows/flow-rollup-growth";
import { type ContentOrigin, loadContents } from "@/lib/db/imports/source-content";
import { loadDecisions } from "@/lib/db/inventory/decision";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import {
  type KnownContent,
  loadContentFacts,
  loadKnownContents,
  loadKnownDecisions,
  noteKnown,
  removeContentFacts,
  type StoredFacts,
} from "@/lib/db/inventory/inventory-part";
import { loadInventoryState, saveInventoryState } from "@/lib/db/inventory/inventory-state";
import { savePosture } from "@/lib/db/inventory/posture";
import { replaceUnconfirmed } from "@/lib/db/inventory/unconfirmed";
import { currentReleaseId, knowledgePrint } from "@/lib/db/knowledge/knowledge-release";
import { loadApprovals } from "@/lib/db/shadow/approval";
import { listSiteRows } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { noteWork } from "@/lib/db/work-progress";
import { listZoneRows } from "@/lib/db/zones/zone";
import type { Decision } from "@/lib/domain/device/decision";
import type { Inventory } from "@/lib/domain/device/device";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import { OpenNeighbourhoodError } from "@/lib/domain/identity/neighbourhood";
import { type PassingInventory, resolvePassing } from "@/lib/domain/identity/resolve";
import type { Evidence, Origin } from "@/lib/domain/observation";
import { loadOwnFingerprints } from "../fingerprints/own-fingerprints";
import { ownMacVendor } from "../fingerprints/own-mac-vendor";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";
import { ownTextReader } from "../fingerprints/own-text-reader";
import { refreshFirmware } from "../firmware/refresh-firmware";
import { loadRelease } from "../knowledge/load-knowledge";
import { mitigationInputs, openMitigationBook, saveMitigationOutcomes } from "../mitigations/open-mitigation-book";
import { loadDecisionPolicy } from "../settings/decision-policy";
import { approvalDecisions } from "./approval-decisions";
import { computePart } from "./compute-part";
import { nothingTouched, type Touched, touchDecisions, touchNews } from "./find-touched";
import type { Foundation } from "./foundation";
import { type InputPrints, printsOf } from "./inventory-inputs";
import { judgeDevices } from "./judge-devices";
import { linkConversations } from "./link-conversations";
import { countNews, findGrown, gatherNews, growingSince } from "./news";
import { PackedDevices } from "./packed-devices";
import { recountOperations } from "./recount-operations";
import { keepFacts } from "./refresh-facts";
import { WholeNeededError } from "./whole-needed-error";
import { type RebuildOutcome, writeDevices } from "./write-devices";

/** Beyond this share of all rows, a part costs as much as the whole. */
const MAX_SHARE = 0.4;
/** So few rows are read at once in any case. */
const MIN_ROWS = 2_000;

/** What is taken out of the evidence in the same transaction, collected before it was. */
export interface Removal {
  readonly contentIds: readonly number[];
  readonly touched: Touched;
  /** Conversations that lose flows. */
  readonly conversations: readonly Conversation[];
}

export interface RebuildOptions {
  /** The import whose contents come in now. */
  readonly mergingImportId?: string | null;
  readonly removal?: Removal;
  /** Computes everything, even what nothing has touched. */
  readonly whole?: boolean;
  /** Within `lookAhead`: nobody will see it, so that only devices and what further looks ask for are written. */
  readonly isLooking?: boolean;
}

/**
 * Makes the tables say what evidence and decisions give: devices, conversations, the devices at the ends of flows,
 * findings, unconfirmed addresses, today's posture. One at a time, inside the caller's transaction. The same evidence in
 * any order gives the same rows; what did not change is not written. Only the part of the inventory that has changed
 * evidence or decisions is computed, or the whole where that cannot be told apart (docs/decisions/0012); when nothing
 * that it is computed from has changed, nothing is computed.
 */
export async function rebuildInventory(
  tx: Sql,
  { mergingImportId = null, removal, whole = false, isLooking = false }: RebuildOptions = {},
): Promise<RebuildOutcome> {
  if (!isLooking) {
    await lockInventory(tx);
    await holdLiveEvidence(tx);
  }
  const contents = await loadContents(tx, mergingImportId);
  const zones = await listZoneRows(tx);
  const approvals = approvalDecisions(await loadApprovals(tx, contents), zones);
  const own = await loadDecisions(tx);
  const nowUs = Date.now() * 1000;
  const { rows, tools } = await loadOwnFingerprints(env().dataFolder);
  const fingerprints = [rows, tools];
  const knowledgeRelease = await currentReleaseId(tx);
  const mitigations = await loadMitigations(tx);
  const mitigated = mitigationInputs(mitigations, nowUs);
  const policy = await loadDecisionPolicy(tx);
  const prints = printsOf({
    contents,
    zones,
    decisions: own,
    fingerprints,
    knowledge: knowledgeRelease === null ? null : await knowledgePrint(knowledgeRelease, tx),
    mitigated,
    policy,
    nowUs,
    releaseId: releaseId(),
  });
  const state = await loadInventoryState(tx);
  if (state?.inputs === prints.all && !whole)
    return { scope: "nothing", because: null, devicesNew: 0, devicesChanged: 0, devicesGone: 0 };

  const contentIds = new Map(
    [...contents.values()].map(({ id, origin }) => [`${origin.realm} ${origin.fileSha256}`, id]),
  );
  const foundation: Foundation = {
    contents,
    zones,
    decisions: [...approvals, ...own],
    knowledge: knowledgeRelease === null ? null : await loadRelease(tx, knowledgeRelease),
    mitigations,
    remoteTools: await ownRemoteTools(tx),
    policy,
    sites: await listSiteRows(tx),
    nowUs,
    resolveOptions: { nowUs, macVendor: await ownMacVendor(tx), readText: await ownTextReader() },
    siteOfRealm: new Map([...contents.values()].map(({ origin, siteId }) => [origin.realm, siteId])),
    contentIdOf: ({ realm, citation }) => contentIds.get(`${realm} ${citation.fileSha256}`) as number,
  };
  const recounted = await recountOperations(tx, contents);
  const because = whole
    ? "it was asked for"
    : state?.rules === prints.rules
      ? recounted
      : "what holds for all has changed";
  const known = await loadKnownContents(tx);
  const growth = because === null ? await loadFlowGrowth(tx, growingSince(contents, known)) : null;
  const outcome = await (because === null
    ? computeChange(tx, foundation, prints, approvals, known, removal)
    : computeWhole(tx, foundation, because));
  if (!isLooking) {
    await refreshFlowRollup(tx, [...contents.keys()], { growth });
    await refreshFirmware(tx, foundation.knowledge);
    await savePosture(tx, { alsoForNewestEvidence: true });
  }
  await noteKnown(tx, prints.contents, prints.decisions);
  await saveInventoryState(tx, { inputs: prints.all, rules: prints.rules });
  await noteWork(tx, null);
  return outcome;
}

/** The part that has changed since last time, or the whole where a part would not do. */
async function computeChange(
  tx: Sql,
  foundation: Foundation,
  prints: InputPrints,
  approvals: readonly Decision[],
  known: ReadonlyMap<number, KnownContent>,
  removal: Removal | undefined,
): Promise<RebuildOutcome> {
  const { contents } = foundation;
  const fresh = new Map([...contents].filter(([id]) => !known.has(id)));
  const gone = [...known.keys()].filter((id) => !contents.has(id));
  const factsBefore = (await loadContentFacts(tx)).filter(({ contentId }) => known.has(contentId));
  const haveFacts = new Set(factsBefore.map(({ contentId }) => contentId));

  const grown = findGrown(contents, known);
  if ([...known].some(([id, { print }]) => contents.has(id) && prints.contents.get(id)?.print !== print))
    return computeWhole(tx, foundation, "a source is called otherwise");
  if (grown.some(({ id }) => !known.get(id)?.rows))
    return computeWhole(tx, foundation, "evidence has grown, and what it was is not kept");
  if (gone.some((id) => !removal?.contentIds.includes(id)))
    return computeWhole(tx, foundation, "evidence was taken out");
  if ([...known.keys()].some((id) => !haveFacts.has(id)))
    return computeWhole(tx, foundation, "it was computed by an earlier release");
  const maxRows = Math.max(MIN_ROWS, Math.round(countNews(contents.values(), new Map()) * MAX_SHARE));
  const arrived = [...fresh.values(), ...grown];
  if (countNews(arrived, known) > maxRows) return computeWhole(tx, foundation, "most of the evidence is new");

  const touched = removal?.touched ?? nothingTouched();
  const news = await gatherNews(tx, arrived, known);
  await touchNews(tx, news, new Map(factsBefore.map((it) => [it.contentId, it])), touched);
  await touchDecisions(
    tx,
    {
      decisions: prints.decisions,
      known: await loadKnownDecisions(tx),
      approvals: fresh.size === 0 ? [] : approvalsOf(approvals, fresh),
    },
    touched,
  );
  await removeContentFacts(tx, gone);
  const factsNow = await loadContentFacts(tx);
  // All who announced themselves there may be believed now, or no more, also those of whom nothing new was heard.
  if (haveOtherFloods(grown, factsBefore, factsNow))
    return computeWhole(tx, foundation, "a flood of addresses began or ended");
  const change = {
    news,
    touched,
    factsBefore,
    factsNow,
    onlyGrew: gone.length === 0,
    lessened: removal?.conversations ?? [],
    maxRows,
  };
  try {
    return await computePart(tx, foundation, change);
  } catch (error) {
    if (error instanceof WholeNeededError) return computeWhole(tx, foundation, error.because);
    if (error instanceof OpenNeighbourhoodError) return computeWhole(tx, foundation, "the touched part is not closed");
    throw error;
  }
}

function haveOtherFloods(
  grown: readonly ContentOrigin[],
  before: readonly StoredFacts[],
  now: readonly StoredFacts[],
): boolean {
  const floodsOf = (facts: readonly StoredFacts[]) =>
    new Map(facts.map(({ contentId, floods }) => [contentId, [...floods].sort().join("\n")]));
  const [then, since] = [floodsOf(before), floodsOf(now)];
  return grown.some(({ id }) => then.get(id) !== since.get(id));
}

/** Approvals of these contents, by the name of their file: more than theirs does no harm. */
function approvalsOf(approvals: readonly Decision[], fresh: ReadonlyMap<number, ContentOrigin>): Decision[] {
  const names = new Set([...fresh.values()].map(({ origin }) => origin.fileName));
  return approvals.filter(({ actor }) => names.has(actor));
}

/** Of `computeWhole`, as it tells how far it is. */
const STEPS = 6;
/** The steps of fewer rows are over before anybody has read the line. */
const ROWS_WORTH_SAYING = 50_000;

async function computeWhole(tx: Sql, foundation: Foundation, because: string): Promise<RebuildOutcome> {
  const { contents, zones, decisions, knowledge, mitigations, remoteTools, policy, sites, nowUs } = foundation;
  const { siteOfRealm, contentIdOf } = foundation;
  const isLong = countNews(contents.values(), new Map()) >= ROWS_WORTH_SAYING;
  const noteStep = async (done: number) => {
    if (isLong) await noteWork(tx, { what: "computing", done, total: STEPS });
  };
  const inventory = await resolveAll(tx, foundation, noteStep);
  await noteStep(3);
  const conversations = await linkConversations(tx, contents, inventory);
  await replaceConversations(tx, conversations, contentIdOf);
  await noteStep(4);
  const { judged, book } = await judgeDevices(inventory.devices, {
    zones,
    decisions,
    conversationsOf: (id) => conversations.ofDevice(id),
    peerOf: () => undefined,
    sites,
    siteOfRealm,
    knowledge,
    remoteTools,
    policy,
    nowUs,
    openBook: (whereabouts) => openMitigationBook(tx, whereabouts, mitigations),
  });
  await noteStep(5);
  const outcome = await writeDevices(tx, { ids: inventory.devices.ids, judged }, await loadFingerprints(tx));
  await saveMitigationOutcomes(tx, book.outcomes(), mitigations);
  await replaceRhythms(tx, null, inventory.rhythms);
  await replaceUnconfirmed(tx, null, inventory.unconfirmed);
  await noteStep(STEPS);
  return { ...outcome, scope: "whole", because };
}

/** The whole inventory, its devices packed. */
interface PackedInventory extends Pick<Inventory, "unconfirmed"> {
  readonly devices: PackedDevices;
  readonly rhythms: readonly DeviceRhythmRow[];
}

async function resolveAll(
  tx: Sql,
  foundation: Foundation,
  noteStep: (done: number) => Promise<void>,
): Promise<PackedInventory> {
  const { devices: passing, unconfirmed } = await layOutAll(tx, foundation, noteStep);
  const devices = new PackedDevices();
  const rhythms: DeviceRhythmRow[] = [];
  for (const { device, rhythm } of passing) {
    devices.add(device);
    if (rhythm) rhythms.push({ deviceId: device.id, rhythm, presence: device.presence });
  }
  return { devices, rhythms, unconfirmed };
}

/** A function of its own, so that the list of the evidence is let go of before any device is put together. */
async function layOutAll(
  tx: Sql,
  { contents, decisions, resolveOptions }: Foundation,
  noteStep: (done: number) => Promise<void>,
): Promise<PassingInventory> {
  await noteStep(0);
  const evidence = await loadEvidence(tx, contents);
  await noteStep(1);
  await refreshFacts(tx, contents, evidence);
  await noteStep(2);
  return resolvePassing(evidence, decisions, resolveOptions);
}

/** Keeps what each content says about the whole, where that is not kept yet or the content has grown. */
async function refreshFacts(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  evidence: readonly Evidence[],
): Promise<void> {
  const stored: readonly StoredFacts[] = await loadContentFacts(tx);
  const known = await loadKnownContents(tx);
  const current = new Set(stored.filter(({ contentId }) => known.has(contentId)).map(({ contentId }) => contentId));
  const live = new Set([...contents.values()].filter(({ origin }) => origin.format === "sensor").map(({ id }) => id));
  const missing = new Map<Origin, ContentOrigin>();
  for (const [id, content] of contents) if (!current.has(id) || live.has(id)) missing.set(content.origin, content);
  await removeContentFacts(
    tx,
    stored.map(({ contentId }) => contentId).filter((id) => !contents.has(id)),
  );
  if (missing.size === 0) return;
  const byOrigin = new Map<Origin, Evidence[]>([...missing.keys()].map((origin) => [origin, []]));
  for (const item of evidence) byOrigin.get(item.origin)?.push(item);
  for (const [origin, items] of byOrigin) await keepFacts(tx, missing.get(origin) as ContentOrigin, items);
}
