import { LINK_KIND, type Packet } from "@/lib/capture/packet";
import { ByteReader } from "@/lib/protocols/byte-reader";
import type { Decoder, Match, PortLayer } from "@/lib/protocols/define-decoder";
import type { AnnouncedEnds } from "./announced-ends";
import type { Conversation } from "./conversation";
import type { DecoderIndex } from "./decoder-index";
import type { CaptureContext } from "./message-context";

/** Payloads looked at before a flow is left as unknown, and messages after which a doubtful match is kept. */
export const MAX_ATTEMPTS = 8;

/**
 * Which decoder a flow gets: payload wins over the port. "certain" decides; "maybe" counts only where the port says the
 * same, and gives way to a later "certain" of another.
 */
export class DecoderChoice {
  private readonly reader = new ByteReader(new Uint8Array(0));
  /** The first that took the payload last asked about for a possible one of its own. */
  private possible: Decoder | null = null;

  /** The context is the caller's: it describes the message before it asks. */
  constructor(
    private readonly index: DecoderIndex,
    private readonly context: CaptureContext,
    private readonly announced: AnnouncedEnds | null = null,
  ) {}

  probe(decoder: Decoder, bytes: Uint8Array, start: number, end: number): Match {
    return decoder.probe(this.reader.reset(bytes, start, end), this.context);
  }

  /** The decoder that takes a link-layer payload; null when none knows it. Describes the message itself. */
  forLink(packet: Packet): Decoder | null {
    const isSnap = packet.linkKind === LINK_KIND.snap;
    const candidates = isSnap
      ? this.index.atSnap(packet.snapOui, packet.snapProtocol)
      : this.index.atLink(packet.linkKind);
    if (candidates.length === 0) return null;
    const { context } = this;
    context.layer = linkLayer(packet);
    context.macs = packet.macs;
    context.senderCard = context.receiverCard = undefined;
    context.senderIp = context.receiverIp = null;
    context.senderPort = context.receiverPort = null;
    context.fromInitiator = true;
    context.isCut = packet.payloadEnd - packet.payloadStart < packet.payloadLength;
    context.state = null;
    return this.ask(candidates, packet.bytes, packet.payloadStart, packet.payloadEnd) ?? this.possible;
  }

  /**
   * Makes sure that the flow has a decoder for these bytes; false when nobody knows them. `portless` are the decoders to
   * ask where the layer has no ports.
   */
  settle(
    conversation: Conversation,
    portless: readonly Decoder[],
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    if (conversation.decoder && conversation.attempts >= MAX_ATTEMPTS) return true;
    const { layer } = conversation;
    const hasPorts = layer === "tcp" || layer === "udp" || layer === "sctp";
    const certain = this.ask(hasPorts ? this.atPorts(layer) : portless, bytes, start, end);
    if (certain) return take(conversation, certain, true);
    const { possible } = this;
    const other = hasPorts ? this.firstCertain(layer, bytes, start, end) : null;
    if (other) return take(conversation, other, true);
    if (hasPorts && this.takeAnnounced(conversation, layer, bytes, start, end)) return true;
    if (conversation.decoder) {
      conversation.countAttempt();
      return true;
    }
    return possible !== null && take(conversation, possible, false);
  }

  /** Certain bytes come first; what was announced is known better than what the port suggests. */
  private takeAnnounced(
    conversation: Conversation,
    layer: PortLayer,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    const { announced, context } = this;
    if (announced === null || announced.isEmpty || layer === "sctp") return false;
    const { senderIp, senderPort, receiverIp, receiverPort, timeUs } = context;
    const receiver = announced.at({ layer, ip: receiverIp, port: receiverPort, timeUs });
    const sender = receiver ? null : announced.at({ layer, ip: senderIp, port: senderPort, timeUs });
    const found = receiver ?? sender;
    if (!found || this.probe(found.decoder, bytes, start, end) === "no") return false;
    take(conversation, found.decoder, true);
    conversation.announced = { role: found.role ?? null, isSender: sender !== null };
    return true;
  }

  /** The first decoder that is certain; null when none is, then `possible` says who may be. */
  private ask(decoders: readonly Decoder[], bytes: Uint8Array, start: number, end: number): Decoder | null {
    this.possible = null;
    for (const decoder of decoders) {
      const match = this.probe(decoder, bytes, start, end);
      if (match === "certain") return decoder;
      if (match === "maybe") this.possible ??= decoder;
    }
    return null;
  }

  private atPorts(layer: PortLayer): readonly Decoder[] {
    const { senderPort, receiverPort } = this.context;
    const here = this.index.atPort(layer, receiverPort ?? 0);
    const there = this.index.atPort(layer, senderPort ?? 0);
    if (there.length === 0) return here;
    return here.length === 0 ? there : [...here, ...there];
  }

  /** Among the decoders of other ports. Those of these ports have said that they are not certain. */
  firstCertain(layer: PortLayer, bytes: Uint8Array, start: number, end: number): Decoder | null {
    const candidates = this.index.beginningWith(layer, bytes[start]);
    for (const { decoder, fewestBytes } of candidates) {
      if (end - start >= fewestBytes && this.probe(decoder, bytes, start, end) === "certain") return decoder;
    }
    return null;
  }
}

function take(conversation: Conversation, decoder: Decoder, isCertain: boolean): true {
  if (conversation.decoder !== decoder) conversation.state = null;
  conversation.decoder = decoder;
  conversation.isCertain = isCertain;
  return true;
}

export function linkLayer({ linkKind }: Packet): "ethernet" | "llc" | "snap" | "wlan" {
  if (linkKind >= LINK_KIND.wlan) return "wlan";
  if (linkKind === LINK_KIND.snap) return "snap";
  return linkKind >= LINK_KIND.llc ? "llc" : "ethernet";
}
