import type { TimeUs } from "@/lib/domain/observation";
import type { MessageContext } from "@/lib/protocols/define-decoder";

/** The one context object of a capture, filled anew for every message. */
export class CaptureContext implements MessageContext {
  layer: MessageContext["layer"] = "udp";
  timeUs: TimeUs = 0;
  /** The file states no time for this frame; `timeUs` is 0 then. */
  hasTime = true;
  frame = 0;
  senderMac: string | null = null;
  receiverMac: string | null = null;
  senderIp: string | null = null;
  receiverIp: string | null = null;
  senderPort: number | null = null;
  receiverPort: number | null = null;
  fromInitiator = true;
  isCut = false;
  state: unknown = null;
}
