import "server-only";
import { findPeerIds, loadConversationsOf } from "@/lib/db/conversation";
import { loadDevices, loadPeerNames, type StoredDevice, upsertDevices } from "@/lib/db/device";
import { savePosture } from "@/lib/db/posture";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zone";
import type { StateDecision, ZoneDecision } from "@/lib/domain/device/decision";
import { stateBy } from "@/lib/domain/device/device-state";
import { gatherExposure } from "@/lib/domain/risk/gather-exposure";
import { placeDevice } from "@/lib/domain/zone/place-device";
import { flowsByDevice } from "./flows-by-device";
import { projectDevice } from "./project-device";

/**
 * The short way for decisions that leave identity alone: the same functions as in a rebuild, over the devices that are
 * touched. A device that moves to another zone changes what its peers are exposed to, so they are judged again, too.
 * The caller holds INVENTORY_LOCK, and each decision is the latest on its device.
 */
export async function rejudgeDevices(
  tx: Sql,
  decisions: readonly { readonly decision: StateDecision | ZoneDecision; readonly deviceId: string }[],
): Promise<void> {
  const zones = await listZoneRows(tx);
  const decided = new Map(decisions.map(({ deviceId, decision }) => [deviceId, decision]));
  const moves = decisions.filter(({ decision }) => decision.kind === "zone").map(({ deviceId }) => deviceId);
  const touched = [...new Set([...decided.keys(), ...(moves.length > 0 ? await findPeerIds(tx, moves) : [])])];

  const after = (await loadDevices(tx, touched)).map((stored) => {
    const decision = decided.get(stored.device.id);
    if (!decision) return stored;
    const device = { ...stored.device, decisionIds: [decision.id, ...stored.device.decisionIds] };
    if (decision.kind === "zone") {
      const { zoneId, reason } = placeDevice(device, zones, [decision]);
      return { ...stored, device, zoneId, zoneReason: reason };
    }
    return { ...stored, device: { ...device, ...stateBy([decision], Date.now() * 1000) } };
  });
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const conversations = await loadConversationsOf(tx, touched);
  const peerIds = conversations.flatMap((it) =>
    [it.initiatorDeviceId, it.responderDeviceId].filter((id) => id !== null),
  );
  const peers = new Map((await loadPeerNames(tx, [...new Set(peerIds)])).map((peer) => [peer.id, peer]));
  const placed = new Map<string, StoredDevice>(after.map((it) => [it.device.id, it]));
  const zoneOf = (id: string) => zoneById.get((placed.get(id) ?? peers.get(id))?.zoneId ?? "") ?? null;
  const flowsOf = flowsByDevice(conversations, (id) => ({
    name: peers.get(id)?.name ?? null,
    zone: zoneOf(id)?.name ?? null,
  }));
  const projections = after.map(({ device, siteId, zoneId, zoneReason }) => {
    const zone = zoneOf(device.id);
    const placement = { zoneId, reason: zoneReason };
    return projectDevice(device, {
      siteId,
      placement,
      zone,
      exposure: gatherExposure(flowsOf(device.id), zone?.name ?? null),
    });
  });
  const fingerprints = new Map(after.map(({ device, fingerprint }) => [device.id, fingerprint]));
  await upsertDevices(
    tx,
    projections.filter(({ id, fingerprint }) => fingerprints.get(id) !== fingerprint),
  );
  await savePosture(tx, { alsoForNewestEvidence: false });
}
