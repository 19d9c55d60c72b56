import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ChangeDto, Changes } from "@/lib/contracts/changes";
import { sql } from "@/lib/db/client";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { findChangedVersions, findHeirs, findVersionState } from "@/lib/db/devices/device-version";
import { listDroppedMonths } from "@/lib/db/flows/flow-month";
import { findNewPeers } from "@/lib/db/flows/new-peer";
import { CHANGE_KINDS, compareVersions } from "@/lib/domain/device/compare-versions";
import { labelOf } from "@/lib/domain/device/device-title";
import { AppError } from "@/lib/domain/errors";
import { KeptByKey } from "../kept-by-key";

/** Devices and pairs compared at once: more is a first import or a year, which nobody reads line by line. */
const MAX_COMPARED = 5_000;
/** Conversations that are read to find who talks with whom for the first time. */
const MAX_CONVERSATIONS = 20_000;

/** PLC-2 before PLC-10, on every machine alike. */
const BY_NAME = new Intl.Collator("en", { numeric: true });

/** Of the last few pairs of times, frozen: thousands of lines of JSON are written once. */
const kept = new KeptByKey<Changes>(8);
/** How devices changed, by the first time, for as long as nothing became known up to the second. */
const keptVersions = new KeptByKey<Awaited<ReturnType<typeof findChangedVersions>>>(8);

/** What was learned between two times: devices, firmware, services, peers. `to` is now when it is left out. */
export async function listChanges(actor: Actor, query: { from: string; to?: string | undefined }): Promise<Changes> {
  requirePermission(actor, "devices.read");
  const [from, to] = [new Date(query.from), query.to === undefined ? new Date() : new Date(query.to)];
  if (from >= to) {
    throw new AppError("bad-request", "The first time must lie before the second.", {
      invalidParams: [{ name: "from", reason: "not before `to`" }],
    });
  }
  // What is called now by another name, or came in late, is another state of the inventory.
  const [dropped, revision, versions] = await Promise.all([
    listDroppedMonths(sql, to),
    findInventoryRevision(),
    findVersionState(to),
  ]);
  const compare = () => compareTimes(from, to, versions, dropped);
  if (query.to === undefined) return compare();
  return kept.get(`${from.toISOString()} ${to.toISOString()}`, [revision, versions, dropped.join()], compare);
}

async function compareTimes(from: Date, to: Date, versionState: string, dropped: readonly string[]): Promise<Changes> {
  const [versions, { peers, isCut }] = await Promise.all([
    keptVersions.get(from.toISOString(), [versionState], () => findChangedVersions(from, to, MAX_COMPARED + 1)),
    findNewPeers(from, to, { conversations: MAX_CONVERSATIONS, pairs: MAX_COMPARED }),
  ]);
  const heirs = await findHeirs(versions.flatMap(({ id, after }) => (after === null ? id : [])));
  const items = [
    ...versions.slice(0, MAX_COMPARED).flatMap(({ id, before, after }) =>
      compareVersions(before, after).map((it): ChangeDto => {
        const movedTo = heirs.get(id) ?? null;
        const isMerged = it.kind === "gone" && movedTo !== null;
        const shown = after ?? before;
        return {
          ...it,
          kind: isMerged ? "merged" : it.kind,
          deviceId: id,
          deviceName: shown === null ? "unknown" : labelOf(shown),
          isPresent: after !== null,
          otherId: isMerged ? movedTo : null,
        };
      }),
    ),
    ...peers.map(
      (it): ChangeDto => ({
        kind: "new-peer",
        deviceId: it.deviceId,
        deviceName: it.deviceName,
        isPresent: true,
        what: it.protocols.join(", "),
        before: null,
        after: it.peerName,
        otherId: it.peerId,
      }),
    ),
  ];
  items.sort(
    (a, b) =>
      CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) || BY_NAME.compare(a.deviceName, b.deviceName),
  );
  return Object.freeze({
    from: from.toISOString(),
    to: to.toISOString(),
    counts: CHANGE_KINDS.map((kind) => ({ kind, count: items.filter((it) => it.kind === kind).length })),
    items,
    isCut: isCut || versions.length > MAX_COMPARED,
    unknownPeerMonths: dropped.filter((month) => [from, to].some((at) => at.toISOString().startsWith(month))),
  });
}
