import "server-only";
import { sql } from "@/lib/db/client";
import { loadPlannedDevices } from "@/lib/db/devices/placed-device";
import { loadConversationsById, loadConversationsOf } from "@/lib/db/flows/conversation";
import { readConversationPages } from "@/lib/db/flows/recorded-conversation";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import { designJudge } from "@/lib/domain/target/judge-flow";
import type { PlannedDevice } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import { flowPlacer } from "@/lib/domain/target/zones-of-flow";

export interface Planned {
  readonly devices: readonly PlannedDevice[];
  readonly conversations: readonly Conversation[];
}

/**
 * The devices whose score a step may change, with all their conversations and those at the other ends. Of a large plant
 * that is near its target this is a small part, and the whole would not fit into memory.
 */
export async function loadPlanned(
  design: TargetDesign,
  places: TargetPlaces,
  tellRead: (conversations: number) => void,
): Promise<Planned> {
  const { touched, betweenNobodies } = await findTouched(design, places, tellRead);
  const conversations = [
    ...(await loadConversationsOf(sql, [...touched])),
    ...(await loadConversationsById(sql, betweenNobodies)),
  ];
  const involved = new Set(touched);
  for (const { initiatorDeviceId, responderDeviceId } of conversations) {
    if (initiatorDeviceId !== null) involved.add(initiatorDeviceId);
    if (responderDeviceId !== null) involved.add(responderDeviceId);
  }
  const devices: PlannedDevice[] = [];
  for await (const rows of loadPlannedDevices([...involved])) {
    for (const { id, name, zoneId, circumstances, ...parts } of rows)
      devices.push({
        ...{ name, zoneId, circumstances },
        device: { id, ...parts },
        targetZoneId: places.get(id) ?? null,
      });
  }
  return { devices, conversations };
}

/**
 * Devices that move or need an enclave with those that they talk to, and ends of what the target cuts; conversations that
 * it cuts between addresses of no device.
 */
async function findTouched(
  design: TargetDesign,
  places: TargetPlaces,
  tellRead: (conversations: number) => void,
): Promise<{ touched: ReadonlySet<string>; betweenNobodies: readonly string[] }> {
  const changing = new Set(
    places.idsAt(
      ({ zoneId, targetZoneId, isUnpatchable }) => isUnpatchable || (targetZoneId !== null && targetZoneId !== zoneId),
    ),
  );
  const touched = new Set(changing);
  const betweenNobodies: string[] = [];
  const placeFlow = flowPlacer(design.zones, places);
  const judge = designJudge(design);
  let read = 0;
  for await (const conversations of readConversationPages()) {
    read += conversations.length;
    tellRead(read);
    for (const conversation of conversations) {
      const { id, initiator, responder } = conversation;
      const ends = [initiator.deviceId, responder.deviceId].filter((end) => end !== null);
      const { from, to } = placeFlow(conversation);
      const isCut = judge(from, to, conversation).kind === "cut";
      if (isCut && ends.length === 0) betweenNobodies.push(id);
      if (isCut || ends.some((end) => changing.has(end))) for (const end of ends) touched.add(end);
    }
  }
  return { touched, betweenNobodies };
}
