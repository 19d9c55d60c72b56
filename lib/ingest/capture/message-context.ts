import { macText } from "@/lib/domain/address-text";
import type { TimeUs } from "@/lib/domain/observation";
import type { MessageContext } from "@/lib/protocols/define-decoder";

const NO_MACS = new Int32Array(4);

/**
 * The one context object of a capture, filled anew for every message. Few decoders ask for MACs: their texts are made
 * when they do.
 */
export class CaptureContext implements MessageContext {
  layer: MessageContext["layer"] = "udp";
  timeUs: TimeUs = 0;
  /** The file states no time for this frame; `timeUs` is 0 then. */
  hasTime = true;
  frame = 0;
  senderIp: string | null = null;
  receiverIp: string | null = null;
  senderPort: number | null = null;
  receiverPort: number | null = null;
  fromInitiator = true;
  isCut = false;
  state: unknown = null;

  /** As in Packet: [0..1] of the sender, [2..3] of the receiver; zero is unknown. Valid during the message. */
  macs: Int32Array = NO_MACS;
  /** What goes before them: the MACs that the ends are known by. */
  senderCard: string | null | undefined = undefined;
  receiverCard: string | null | undefined = undefined;

  get senderMac(): string | null {
    return this.senderCard === undefined ? nameMac(this.macs, 0) : this.senderCard;
  }
  get receiverMac(): string | null {
    return this.receiverCard === undefined ? nameMac(this.macs, 2) : this.receiverCard;
  }
}

export function nameMac(macs: Int32Array, at: number): string | null {
  return macs[at] === 0 && macs[at + 1] === 0 ? null : macText(macs[at], macs[at + 1]);
}
