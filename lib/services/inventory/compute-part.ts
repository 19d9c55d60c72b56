import "server-only";
import { loadDevices, loadPeerNames, type StoredDevice } from "@/lib/db/devices/device";
import {
  type DeviceRhythmRow,
  findRestlessDevices,
  replaceRhythms,
  shiftRhythms,
} from "@/lib/db/devices/device-rhythm";
import { findNewlyUnsupported } from "@/lib/db/findings/ended-support";
import {
  findPeerIds,
  loadConversationsOf,
  removeConversations,
  upsertConversations,
} from "@/lib/db/flows/conversation";
import type { StoredFacts } from "@/lib/db/inventory/inventory-part";
import { replaceUnconfirmed } from "@/lib/db/inventory/unconfirmed";
import type { Sql } from "@/lib/db/sql";
import type { Device, Inventory } from "@/lib/domain/device/device";
import { labelOfDevice } from "@/lib/domain/device/device-title";
import { GONE_AFTER_CLOCK_US } from "@/lib/domain/device/presence";
import { TimeSpans } from "@/lib/domain/device/time-spans";
import { conversationsByDevice } from "@/lib/domain/flow/flows-by-device";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import { Neighbourhood, OpenNeighbourhoodError } from "@/lib/domain/identity/neighbourhood";
import { resolve } from "@/lib/domain/identity/resolve";
import { pushAll } from "@/lib/domain/long-lists";
import type { Mitigation } from "@/lib/domain/mitigation/mitigation";
import type { MitigationOutcome } from "@/lib/domain/mitigation/mitigation-book";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { openMitigationBook } from "../mitigations/open-mitigation-book";
import { canonicalJson } from "./canonical-json";
import type { Touched } from "./find-touched";
import type { Foundation } from "./foundation";
import { gatherNeighbourhood } from "./gather-neighbourhood";
import { floodsOf, listeningOf } from "./inventory-facts";
import { type JudgedDevice, judgeDevices } from "./judge-devices";
import type { News } from "./news";
import { endsOf, relinkConversations } from "./relink-conversations";
import { WholeNeededError } from "./whole-needed-error";
import { type RebuildOutcome, writeDevices } from "./write-devices";

/** What has come and gone since the inventory was computed last. */
export interface Change {
  readonly news: News;
  readonly touched: Touched;
  /** Facts of the contents as they were, and as they are. */
  readonly factsBefore: readonly StoredFacts[];
  readonly factsNow: readonly StoredFacts[];
  /** Nothing was taken out: what is not fresh is all that was there before. */
  readonly onlyGrew: boolean;
  /** Conversations that have lost flows. */
  readonly lessened: readonly Conversation[];
  /** Most rows of evidence that a part may have. */
  readonly maxRows: number;
}

/**
 * Computes the devices that the change may concern, and writes what follows from them: exactly what computing the whole
 * would write. Throws WholeNeededError or OpenNeighbourhoodError, having written nothing but links of flows, when
 * only the whole will do.
 */
export async function computePart(tx: Sql, foundation: Foundation, change: Change): Promise<RebuildOutcome> {
  const { contents, zones, decisions, knowledge, mitigations, remoteTools, policy, sites, nowUs } = foundation;
  const { resolveOptions, siteOfRealm, contentIdOf } = foundation;
  const { news, touched, maxRows } = change;
  const neighbourhood = new Neighbourhood(
    { macs: touched.macs, places: touched.places.values(), links: touched.links },
    decisions,
    { knowsBefore: change.onlyGrew },
  );
  const stored = new Map<string, StoredDevice>();
  const gather = () => gatherNeighbourhood(tx, neighbourhood, { contents, news, stored, maxRows });
  const listening = listeningOf(change.factsNow);
  const floods = floodsOf(change.factsNow);
  const compute = (): Inventory => {
    const inventory = resolve(neighbourhood.evidence(), decisions, { ...resolveOptions, floods, listening });
    return { ...inventory, devices: inventory.devices.filter((device) => neighbourhood.holds(device)) };
  };

  await gather();
  const overtaken = [
    ...(await restlessDevices(tx, listeningOf(change.factsBefore), listening, maxRows)),
    ...(await findNewlyUnsupported(tx, nowUs, maxRows)),
  ];
  if (overtaken.length >= maxRows) throw new WholeNeededError("most of it is touched");
  if (overtaken.length > 0) {
    neighbourhood.touch((await loadDevices(tx, overtaken)).map(({ device }) => device));
    await gather();
  }
  let inventory = compute();
  const conversations = await relinkConversations(tx, {
    contents,
    news,
    neighbourhood,
    before: [...stored.values()].map(({ device }) => device),
    after: inventory.devices,
    lessened: change.lessened,
  });
  await removeConversations(tx, conversations.gone);
  await upsertConversations(tx, conversations.changed, contentIdOf);

  const zoneNames = zoneLabels(zones, sites);
  const judge = async () => {
    const all = await loadConversationsOf(
      tx,
      inventory.devices.map(({ id }) => id),
    );
    const names = new Map((await loadPeerNames(tx, [...endsOf(all)])).map((peer) => [peer.id, peer]));
    const { judged, book } = await judgeDevices(inventory.devices, {
      zones,
      decisions,
      conversationsOf: conversationsByDevice(all),
      peerOf: (id) => {
        const peer = names.get(id);
        return peer && { name: peer.name, zone: zoneNames.get(peer.zoneId ?? "") ?? null };
      },
      sites,
      siteOfRealm,
      knowledge,
      remoteTools,
      policy,
      nowUs,
      openBook: (whereabouts) => openMitigationBook(tx, { ...whereabouts, isPartial: true }, mitigations),
    });
    return { judged: [...judged], book };
  };
  // Whom a conversation concerns is judged again, and whoever talks with a device that is called or placed otherwise now.
  let { judged, book } = await judge();
  const concerned = endsOf([...conversations.changed, ...conversations.before]);
  for (;;) {
    const renamed = await renamedDevices(tx, judged, [...stored.keys()]);
    for (const id of await findPeerIds(tx, renamed)) concerned.add(id);
    const present = new Map(inventory.devices.map((device) => [device.id, device]));
    const peers = [...concerned].filter((id) => !present.has(id) && !stored.has(id));
    if (peers.length === 0) break;
    neighbourhood.touch((await loadDevices(tx, peers)).map(({ device }) => device));
    await gather();
    inventory = compute();
    for (const device of inventory.devices) assertSame(device, present.get(device.id) ?? stored.get(device.id)?.device);
    ({ judged, book } = await judge());
  }
  const present = inventory.devices.map(({ id }) => id);
  const ids = [...new Set([...stored.keys(), ...present])];
  assertMitigationsHold(book.outcomes(new Set(ids)), mitigations);
  const outcome = await writeDevices(
    tx,
    { ids: present, judged },
    new Map([...stored].map(([id, { fingerprint }]) => [id, fingerprint])),
  );
  await replaceRhythms(tx, ids, rhythmRows(inventory));
  await replaceUnconfirmed(
    tx,
    { macs: neighbourhood.macs(), places: neighbourhood.places() },
    inventory.unconfirmed.filter(({ realm, mac, ip }) =>
      mac !== null ? neighbourhood.holdsMac(mac) : neighbourhood.holdsPlace(realm, ip ?? ""),
    ),
  );
  return outcome;
}

function rhythmRows({ devices, rhythms }: Inventory): DeviceRhythmRow[] {
  return devices.flatMap(({ id, presence }) => {
    const rhythm = rhythms.get(id);
    return rhythm ? [{ deviceId: id, rhythm, presence }] : [];
  });
}

/** Devices that nothing speaks of, and that may be quiet, gone or back all the same, because others were listened to. */
async function restlessDevices(
  tx: Sql,
  before: ReadonlyMap<string, TimeSpans>,
  now: ReadonlyMap<string, TimeSpans>,
  limit: number,
): Promise<string[]> {
  const restless: string[] = [];
  for (const realm of new Set([...before.keys(), ...now.keys()])) {
    const [then, heard] = [before.get(realm) ?? new TimeSpans([]), now.get(realm) ?? new TimeSpans([])];
    const spans = [
      ...heard.without(then).map((span) => ({ ...span, isLess: false })),
      ...then.without(heard).map((span) => ({ ...span, isLess: true })),
    ];
    if (spans.length === 0 && before.has(realm) === now.has(realm) && heard.endUs === then.endUs) continue;
    const { totalUs, endUs } = heard;
    const change = { realm, totalUs, endUs, spans };
    await shiftRhythms(tx, change);
    const found = await findRestlessDevices(tx, change, GONE_AFTER_CLOCK_US, limit);
    pushAll(restless, found);
    if (restless.length >= limit) throw new WholeNeededError("most of it is touched");
  }
  return restless;
}

/** Devices that are new, gone, or shown to their peers by another name or in another zone than before. */
async function renamedDevices(
  tx: Sql,
  judged: readonly JudgedDevice[],
  storedIds: readonly string[],
): Promise<string[]> {
  const word = (name: string | null, zoneId: string | null) => `${zoneId}\n${name}`;
  const before = new Map((await loadPeerNames(tx, storedIds)).map((it) => [it.id, word(it.name, it.zoneId)]));
  const now = new Map(judged.map(({ projection: it }) => [it.id, word(labelOfDevice(it.detail), it.zoneId)]));
  return [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));
}

/**
 * What became of a mitigation, and whether a patch is done everywhere, is a matter of all its devices: when it changes
 * with these, others gain or lose its credit.
 */
function assertMitigationsHold(outcomes: readonly MitigationOutcome[], mitigations: readonly Mitigation[]): void {
  const stored = new Map(mitigations.map((it) => [it.id, it]));
  const isOther = ({ mitigation, standing, contradictions }: MitigationOutcome) => {
    const was = stored.get(mitigation.id);
    return was?.standing !== standing || canonicalJson(was.contradictions) !== canonicalJson(contradictions);
  };
  const isOpen = ({ mitigation, standing }: MitigationOutcome) =>
    mitigation.kind === "patch" && (standing === "holds" || standing === "withdrawn");
  if (outcomes.some((it) => isOther(it) || isOpen(it)))
    throw new WholeNeededError("it concerns what people did instead of a fix");
}

/** Whoever is judged again only because of its peers must be who it was: otherwise flows would have to be linked anew. */
function assertSame(device: Device, known: Pick<Device, "id" | "interfaces"> | undefined): void {
  const isSame = known?.id === device.id && canonicalJson(known.interfaces) === canonicalJson(device.interfaces);
  if (!isSame) throw new OpenNeighbourhoodError();
}
