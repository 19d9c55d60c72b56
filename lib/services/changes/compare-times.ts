import "server-only";
import type { ChangeDto, Changes } from "@/lib/contracts/changes";
import { sql } from "@/lib/db/client";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { type ChangedVersion, findChangedVersions, findHeirs, findVersionState } from "@/lib/db/devices/device-version";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { listDroppedMonths } from "@/lib/db/flows/flow-month";
import { findNewPeers, type NewPeerRow } from "@/lib/db/flows/new-peer";
import { CHANGE_KINDS, compareVersions } from "@/lib/domain/device/compare-versions";
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
const keptVersions = new KeptByKey<readonly ChangedVersion[]>(8);

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
    keptVersions.get(from.toISOString(), [versionState], () => findChangedVersions(from, to, MAX_COMPARED + 1)),
    findNewPeers(from, to, { conversations: MAX_CONVERSATIONS, pairs: MAX_COMPARED }),
  ]);
  const items = inOrder([...(await changesOf(versions.slice(0, MAX_COMPARED))), ...peers.map(changeOfPeer)]);
  const counts = new Map(CHANGE_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    ...{ from: from.toISOString(), to: to.toISOString() },
    counts: [...counts].map(([kind, count]) => ({ kind, count })),
    items,
    isCut: isCut || versions.length > MAX_COMPARED,
    unknownPeerMonths: dropped.filter((month) => [from, to].some((at) => at.toISOString().startsWith(month))),
  };
}

async function changesOf(versions: readonly ChangedVersion[]): Promise<ChangeDto[]> {
  const heirs = await findHeirs(versions.flatMap(({ id, after }) => (after === null ? id : [])));
  return versions.flatMap(({ id, before, after }) => {
    const movedTo = heirs.get(id) ?? null;
    const shown = after ?? before;
    return compareVersions(before, after).map((it): ChangeDto => {
      const isMerged = it.kind === "gone" && movedTo !== null;
      return {
        ...it,
        kind: isMerged ? "merged" : it.kind,
        deviceId: id,
        deviceName: shown === null ? "unknown" : labelOf(shown),
        isPresent: after !== null,
        otherId: isMerged ? movedTo : null,
      };
    });
  });
}

function changeOfPeer({ deviceId, deviceName, protocols, peerId, peerName }: NewPeerRow): ChangeDto {
  return {
    ...{ kind: "new-peer", deviceId, deviceName, isPresent: true, what: protocols.join(", ") },
    ...{ before: null, after: peerName, otherId: peerId },
  };
}

/** By kind, then by name. Names are compared once, as most devices change in several ways. */
function inOrder(items: readonly ChangeDto[]): ChangeDto[] {
  const names = [...new Set(items.map(({ deviceName }) => deviceName))].sort(BY_NAME.compare);
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  const kindOf = new Map(CHANGE_KINDS.map((kind, rank) => [kind, rank]));
  const keyed = items.map((item) => ({
    item,
    key: (kindOf.get(item.kind) as number) * names.length + (rankOf.get(item.deviceName) as number),
  }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
