import { isVirtualRouterMac } from "@/lib/domain/address";
import type { MessageContext, Observer } from "../define-decoder";

/** 224.0.0.0/24, the local network control block: routers never forward it, whatever its TTL says (RFC 5771 §4). */
const LOCAL_CONTROL_BLOCK = "224.0.0.";

/**
 * A router's word to its neighbours comes from the router's own card: the one packet of a router that tells its address
 * from those that it forwards for. Where a group of routers speaks with a MAC that they share (VRRP, CARP), it is nobody's card.
 */
export function bindOwnHello(observer: Observer, { senderIp, senderMac, receiverIp }: MessageContext): void {
  if (senderIp === null || senderMac === null || !receiverIp?.startsWith(LOCAL_CONTROL_BLOCK)) return;
  if (isVirtualRouterMac(senderMac)) return;
  observer.binding(senderIp, senderMac, "stated");
}
