import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ChangeDto, Changes } from "@/lib/contracts/changes";
import { sql } from "@/lib/db/client";
import { findChangedVersions } from "@/lib/db/devices/device-version";
import { listDroppedMonths } from "@/lib/db/flows/flow-month";
import { findNewPeers } from "@/lib/db/flows/new-peer";
import { CHANGE_KINDS, compareVersions, nameOf } from "@/lib/domain/device/compare-versions";
import { AppError } from "@/lib/domain/errors";

/** Devices and pairs compared at once: more is a first import or a year, which nobody reads line by line. */
const MAX_COMPARED = 5_000;
/** Conversations that are read to find who talks with whom for the first time. */
const MAX_CONVERSATIONS = 20_000;

/** What was learned between two times: devices, firmware, services, peers. `to` is now when it is left out. */
export async function listChanges(actor: Actor, query: { from: string; to?: string | undefined }): Promise<Changes> {
  requirePermission(actor, "devices.read");
  const [from, to] = [new Date(query.from), query.to === undefined ? new Date() : new Date(query.to)];
  if (from >= to) {
    throw new AppError("bad-request", "The first time must lie before the second.", {
      invalidParams: [{ name: "from", reason: "not before `to`" }],
    });
  }
  const [versions, { peers, isCut }, dropped] = await Promise.all([
    findChangedVersions(from, to, MAX_COMPARED + 1),
    findNewPeers(from, to, { conversations: MAX_CONVERSATIONS, pairs: MAX_COMPARED }),
    listDroppedMonths(sql, to),
  ]);
  const items = [
    ...versions.slice(0, MAX_COMPARED).flatMap(({ id, before, after, movedTo }) =>
      compareVersions(before, after).map((it): ChangeDto => {
        const isMerged = it.kind === "gone" && movedTo !== null;
        const shown = after ?? before;
        return {
          ...it,
          kind: isMerged ? "merged" : it.kind,
          deviceId: id,
          deviceName: shown === null ? "unknown" : nameOf(shown),
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
  items.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    counts: CHANGE_KINDS.map((kind) => ({ kind, count: items.filter((it) => it.kind === kind).length })),
    items,
    isCut: isCut || versions.length > MAX_COMPARED,
    unknownPeerMonths: dropped.filter((month) => [from, to].some((at) => at.toISOString().startsWith(month))),
  };
}
