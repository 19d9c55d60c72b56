import { dissectForPeople } from "@/lib/capture/frame-layers";
import { DEPTH, IP_PROTOCOL, type Packet } from "@/lib/capture/packet";
import { ipText } from "@/lib/domain/address-text";
import { nameMac } from "../capture/message-context";
import { type KeptRecord, TEXT_KIND } from "./kept-format";

/** Between whom a frame goes: what makes frames of both directions one conversation. */
export interface FrameTuple {
  /** IP addresses, or MACs below IP. */
  readonly sender: string;
  readonly receiver: string;
  /** IP protocol number, or 65,536 and the kind of link payload. */
  readonly carries: number;
  /** null where there are none: below IP, without a transport header, in fragments behind the first. */
  readonly senderPort: number | null;
  readonly receiverPort: number | null;
}

export function tupleOf(packet: Packet): FrameTuple | null {
  if (packet.depth !== DEPTH.network) {
    const [sender, receiver] = [nameMac(packet.macs, 0), nameMac(packet.macs, 2)];
    if (packet.depth !== DEPTH.link || !sender || !receiver) return null;
    return { sender, receiver, carries: 65_536 + packet.linkKind, senderPort: null, receiverPort: null };
  }
  const { addresses: a, ipProtocol, sourcePort, destinationPort } = packet;
  const hasPorts = ipProtocol === IP_PROTOCOL.tcp || ipProtocol === IP_PROTOCOL.udp || ipProtocol === IP_PROTOCOL.sctp;
  const isKnown = hasPorts && !packet.isFragment;
  return {
    sender: ipText(a[0], a[1], a[2], a[3]),
    receiver: ipText(a[4], a[5], a[6], a[7]),
    carries: ipProtocol,
    senderPort: isKnown ? sourcePort : null,
    receiverPort: isKnown ? destinationPort : null,
  };
}

export interface FlowChoice {
  readonly tuple: FrameTuple;
  /** All conversations with the service on this port; null = only the one with both ports of the tuple. */
  readonly servicePort: number | null;
}

/** True for frames of either direction. Fragments behind the first hold no ports and belong by their addresses. */
export function isOfFlow(it: FrameTuple, { tuple, servicePort }: FlowChoice): boolean {
  if (it.carries !== tuple.carries) return false;
  const isSame = it.sender === tuple.sender && it.receiver === tuple.receiver;
  const isTurned = it.sender === tuple.receiver && it.receiver === tuple.sender;
  if (!isSame && !isTurned) return false;
  if (it.senderPort === null || tuple.senderPort === null) return true;
  if (servicePort !== null) return it.senderPort === servicePort || it.receiverPort === servicePort;
  return isSame
    ? (it.senderPort === tuple.senderPort && it.receiverPort === tuple.receiverPort) || isBothWays(it, tuple)
    : it.senderPort === tuple.receiverPort && it.receiverPort === tuple.senderPort;
}

/** A host that talks to itself: both directions have the same addresses. */
function isBothWays(it: FrameTuple, tuple: FrameTuple): boolean {
  return (
    tuple.sender === tuple.receiver && it.senderPort === tuple.receiverPort && it.receiverPort === tuple.senderPort
  );
}

/** The innermost packet of a kept frame; null for text. Its bytes are the record's. */
export function packetOf({ kind, bytes, trueLength }: KeptRecord): Packet | null {
  return kind === TEXT_KIND ? null : dissectForPeople(bytes, trueLength, kind).packet;
}
