import "server-only";
import type { ChangeDto, Changes } from "@/lib/contracts/changes";
import { sql } from "@/lib/db/client";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { type ChangedVersion, findChangedVersions, findHeirs, findVersionState } from "@/lib/db/devices/device-version";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { listDroppedMonths } from "@/lib/db/flows/flow-month";
import { findNewPeers, type NewPeerRow } from "@/lib/db/flows/new-peer";
import { CHANGE_KINDS, type ChangeKind, compareVersions } from "@/lib/domain/device/compare-versions";
import { labelOf } from "@/lib/domain/device/device-title";
import { AppError } from "@/lib/domain/errors";
import { KeptByKey } from "../kept-by-key";

/** Devices and pairs compared at once: more is a first import or a year, which nobody reads line by line. */
const MAX_COMPARED = 5_000;
/** Conversations that are read to find who talks with whom for the first time. */
const MAX_CONVERSATIONS = 20_000;
const MINUTE_MS = 60_000;

/** PLC-2 before PLC-10, on every machine alike. */
const BY_NAME = new Intl.Collator("en", { numeric: true });

/** All that was learned between two times, by kind and then by device. */
export type ComparedTimes = Omit<Changes, "items"> & { readonly items: readonly ChangeDto[] };

/** Of the last few pairs of times. */
const kept = new KeptByKey<ComparedTimes>(8);
/** How devices changed, by the first time, for as long as nothing became known up to the second. */
const keptVersions = new KeptByKey<ComparedVersions>(8);

type ByKind = ReadonlyMap<ChangeKind, readonly ChangeDto[]>;

interface ComparedVersions {
  /** Those of each kind by the names of their devices. What devices became part of is not said. */
  readonly byKind: ByKind;
  readonly isCut: boolean;
}

/**
 * What was learned between two times, worked out once for each state of the inventory. Up to now means up to when it was
 * asked for first, unless something came in since; for a minute at most, as clocks of sensors may be ahead.
 */
export async function compareTimes(query: { from: string; to?: string | undefined }): Promise<ComparedTimes> {
  const nowMs = Date.now();
  const [from, to] = [new Date(query.from), new Date(query.to ?? nowMs)];
  if (from >= to) {
    throw new AppError("bad-request", "The first time must lie before the second.", {
      invalidParams: [{ name: "from", reason: "not before `to`" }],
    });
  }
  // What is called now by another name, or came in late, is another state of the inventory.
  const [dropped, revision, conversations, versions] = await Promise.all([
    listDroppedMonths(sql, to),
    findInventoryRevision(),
    findConversationRevision(),
    findVersionState(to),
  ]);
  const upTo = query.to === undefined ? `minute ${Math.floor(nowMs / MINUTE_MS)}` : to.toISOString();
  return kept.get(`${from.toISOString()} ${upTo}`, [revision, conversations, versions, dropped.join()], () =>
    compare(from, to, versions, dropped),
  );
}

async function compare(from: Date, to: Date, versionState: string, dropped: readonly string[]): Promise<ComparedTimes> {
  const [versions, { peers, isCut }] = await Promise.all([
    keptVersions.get(from.toISOString(), [versionState], async () =>
      compareDevices(await findChangedVersions(from, to, MAX_COMPARED + 1)),
    ),
    findNewPeers(from, to, { conversations: MAX_CONVERSATIONS, pairs: MAX_COMPARED }),
  ]);
  const byKind = await withHeirs(new Map([...versions.byKind, ["new-peer", byName(peers.map(changeOfPeer))]]));
  const ofKind = (kind: ChangeKind) => byKind.get(kind) ?? [];
  return {
    ...{ from: from.toISOString(), to: to.toISOString() },
    counts: CHANGE_KINDS.map((kind) => ({ kind, count: ofKind(kind).length })),
    items: CHANGE_KINDS.flatMap(ofKind),
    isCut: isCut || versions.isCut,
    unknownPeerMonths: dropped.filter((month) => [from, to].some((at) => at.toISOString().startsWith(month))),
  };
}

function compareDevices(versions: readonly ChangedVersion[]): ComparedVersions {
  const byKind = new Map<ChangeKind, ChangeDto[]>();
  for (const change of byName(versions.slice(0, MAX_COMPARED).flatMap(changesOfDevice))) {
    const alike = byKind.get(change.kind);
    if (alike) alike.push(change);
    else byKind.set(change.kind, [change]);
  }
  return { byKind, isCut: versions.length > MAX_COMPARED };
}

function changesOfDevice({ id, before, after }: ChangedVersion): ChangeDto[] {
  const shown = after ?? before;
  const of = {
    ...{ deviceId: id, deviceName: shown === null ? "unknown" : labelOf(shown) },
    ...{ isPresent: after !== null, otherId: null },
  };
  return compareVersions(before, after).map((change) => ({ ...change, ...of }));
}

/** Of those that are gone, the ones that became part of another device stand by themselves. */
async function withHeirs(byKind: ByKind): Promise<ByKind> {
  const gone = byKind.get("gone") ?? [];
  const heirs = await findHeirs(gone.map(({ deviceId }) => deviceId));
  const merged = gone.flatMap((change): ChangeDto[] => {
    const otherId = heirs.get(change.deviceId);
    return otherId === undefined ? [] : [{ ...change, kind: "merged", otherId }];
  });
  return new Map([...byKind, ["gone", gone.filter(({ deviceId }) => !heirs.has(deviceId))], ["merged", merged]]);
}

function changeOfPeer({ deviceId, deviceName, protocols, peerId, peerName }: NewPeerRow): ChangeDto {
  return {
    ...{ kind: "new-peer", deviceId, deviceName, isPresent: true, what: protocols.join(", ") },
    ...{ before: null, after: peerName, otherId: peerId },
  };
}

/** Names are compared once, as most devices change in several ways. */
function byName(changes: readonly ChangeDto[]): ChangeDto[] {
  const names = [...new Set(changes.map(({ deviceName }) => deviceName))].sort(BY_NAME.compare);
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  return changes
    .map((change) => ({ change, rank: rankOf.get(change.deviceName) as number }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ change }) => change);
}
