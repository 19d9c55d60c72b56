import type { DeviceFlow } from "./device-flow";
import type { Conversation } from "./fold-conversations";

/** What must be known of the devices at the ends. */
export interface Peer {
  /** A name to show. */
  readonly name: string | null;
  /** Name of its zone; null when it is in none. */
  readonly zone: string | null;
}

/** Sorts conversations by device. What a device says to itself is left out. */
export function conversationsByDevice(
  conversations: readonly Conversation[],
): (deviceId: string) => readonly Conversation[] {
  const byDevice = new Map<string, Conversation[]>();
  for (const conversation of conversations) {
    const { initiatorDeviceId, responderDeviceId } = conversation;
    if (initiatorDeviceId === responderDeviceId) continue;
    for (const id of [initiatorDeviceId, responderDeviceId]) {
      if (id === null) continue;
      const list = byDevice.get(id);
      if (list) list.push(conversation);
      else byDevice.set(id, [conversation]);
    }
  }
  return (deviceId) => byDevice.get(deviceId) ?? [];
}

/** The conversations of a device, as each looks from there. */
export function flowsByDevice(
  conversationsOf: (deviceId: string) => readonly Conversation[],
  peerOf: (deviceId: string) => Peer | undefined,
): (deviceId: string) => DeviceFlow[] {
  return (deviceId) => conversationsOf(deviceId).map((it) => seenFrom(deviceId, it, peerOf));
}

/** A conversation as it looks from one of its devices; `peerOf` knows the other. */
export function seenFrom(
  deviceId: string,
  conversation: Conversation,
  peerOf: (deviceId: string) => Peer | undefined,
): DeviceFlow {
  const isInitiator = conversation.initiatorDeviceId === deviceId;
  const end = isInitiator ? conversation.responder : conversation.initiator;
  const peerId = isInitiator ? conversation.responderDeviceId : conversation.initiatorDeviceId;
  const peer = peerId === null ? undefined : peerOf(peerId);
  return {
    direction: isInitiator ? "out" : "in",
    flow: conversation,
    peer: {
      deviceId: peerId,
      ip: end.ip,
      name: peer?.name ?? end.ip ?? end.mac ?? "unknown",
      zone: peer?.zone ?? null,
    },
    citation: conversation.citation,
  };
}
