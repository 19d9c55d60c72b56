import { DEPTH, IP_PROTOCOL, type Packet } from "@/lib/capture/packet";
import { SCTP_CHUNK, sctpChunks } from "@/lib/capture/sctp-chunks";
import { ipText } from "@/lib/domain/address-text";
import { cleanText } from "@/lib/domain/clean-text";
import { ByteReader } from "@/lib/protocols/byte-reader";
import type { Decoder, Observer, PortLayer } from "@/lib/protocols/define-decoder";
import { DecoderChoice } from "../capture/decoder-choice";
import { knownDecoders } from "../capture/known-decoders";
import { CaptureContext } from "../capture/message-context";

/** Something a decoder reads in a message: "firmware", "V4.2". */
export interface Statement {
  readonly label: string;
  readonly value: string;
}

/** What the payload of one frame says by itself, without the frames before it. */
export interface ApplicationReading {
  readonly protocol: string;
  readonly title: string;
  /** Recognised by its bytes; otherwise only the port says so, and it fits. */
  readonly isCertain: boolean;
  readonly statements: readonly Statement[];
}

const MAX_STATEMENTS = 40;
const MAX_VALUE = 400;

/** Asks the decoders about one frame's payload, as an import does; null when none knows it. */
export function readApplication(packet: Packet): ApplicationReading | null {
  if (packet.isFragment) return null;
  const { bytes } = packet;
  const [payloadStart, payloadEnd] = firstMessage(packet);
  if (payloadEnd <= payloadStart) return null;
  const context = new CaptureContext();
  const choice = new DecoderChoice(knownDecoders(), context);
  const chosen =
    packet.depth === DEPTH.network
      ? chooseAboveIp(packet, payloadStart, payloadEnd, context, choice)
      : chooseAboveLink(packet, choice);
  if (!chosen) return null;
  const { decoder, isCertain } = chosen;
  const collected: Statement[] = [];
  const reader = new ByteReader(bytes, payloadStart, payloadEnd);
  // Cut to its first whole message; a message that goes on in the next frame says nothing yet.
  const length = context.layer === "tcp" && decoder.frame ? decoder.frame(reader) : payloadEnd - payloadStart;
  if (length > 0 && length <= payloadEnd - payloadStart) {
    decoder.decode(reader.reset(bytes, payloadStart, payloadStart + length), collector(collected), context);
  }
  return { protocol: decoder.name, title: decoder.title, isCertain, statements: collected };
}

/** Where the payload lies; SCTP may carry several messages in a packet, of which the first that begins is looked at. */
function firstMessage(packet: Packet): readonly [start: number, end: number] {
  const { bytes, payloadStart, payloadEnd } = packet;
  if (packet.depth !== DEPTH.network || packet.ipProtocol !== IP_PROTOCOL.sctp) return [payloadStart, payloadEnd];
  const chunks = sctpChunks(bytes, payloadStart, payloadEnd);
  const first = chunks.find((it) => it.type === SCTP_CHUNK.data && it.isBeginning);
  return first ? [first.start, first.end] : [payloadEnd, payloadEnd];
}

const PORT_LAYERS: ReadonlyMap<number, PortLayer> = new Map([
  [IP_PROTOCOL.tcp, "tcp"],
  [IP_PROTOCOL.udp, "udp"],
  [IP_PROTOCOL.sctp, "sctp"],
]);

interface Chosen {
  readonly decoder: Decoder;
  readonly isCertain: boolean;
}

function chooseAboveLink(packet: Packet, choice: DecoderChoice): Chosen | null {
  if (packet.depth !== DEPTH.link) return null;
  const decoder = choice.forLink(packet);
  return decoder ? { decoder, isCertain: true } : null;
}

function chooseAboveIp(
  packet: Packet,
  start: number,
  end: number,
  context: CaptureContext,
  choice: DecoderChoice,
): Chosen | null {
  const { ipProtocol, addresses: a, sourcePort, destinationPort } = packet;
  const layer = PORT_LAYERS.get(ipProtocol) ?? "ip";
  context.layer = layer;
  context.macs = packet.macs;
  context.senderCard = context.receiverCard = undefined;
  context.senderIp = ipText(a[0], a[1], a[2], a[3]);
  context.receiverIp = ipText(a[4], a[5], a[6], a[7]);
  context.senderPort = layer === "ip" ? null : sourcePort;
  context.receiverPort = layer === "ip" ? null : destinationPort;
  context.isCut = packet.isCut;
  const decoders = knownDecoders();
  const near =
    layer === "ip"
      ? decoders.atIp(ipProtocol)
      : [...decoders.atPort(layer, destinationPort), ...decoders.atPort(layer, sourcePort)];
  context.fromInitiator = layer === "ip" || decoders.atPort(layer, destinationPort).length > 0;
  const match = (decoder: Decoder) => choice.probe(decoder, packet.bytes, start, end);
  const elsewhere = () => (layer === "ip" ? null : choice.firstCertain(layer, packet.bytes, start, end));
  const certain = near.find((it) => match(it) === "certain") ?? elsewhere();
  if (certain) return { decoder: certain, isCertain: true };
  const maybe = near.find((it) => match(it) === "maybe");
  return maybe ? { decoder: maybe, isCertain: false } : null;
}

function collector(into: Statement[]): Observer {
  const add = (label: string, raw: string | undefined) => {
    const value = cleanText(raw ?? "", MAX_VALUE);
    if (value !== "" && into.length < MAX_STATEMENTS) into.push({ label, value });
  };
  return {
    identity: (field, value, options) =>
      add(options?.child ? `${field} of ${cleanText(options.child, 60)}` : field, value),
    binding: (ip, mac) => {
      add("address", ip);
      add("card", mac);
    },
    operation: (operation) => add("operation", operation),
    direction: (role) => add("direction", role),
    service: ({ product, version, flag }) => {
      add("product", product);
      add("version", version);
      add("insecure", flag);
    },
    peerName: (name) => add("asks for", name),
    resolvedName: (ip, name) => {
      add("address", ip);
      add("name", name);
    },
    announce: ({ layer, ip, port, protocol }) => add("announces", `${protocol} at ${ip}, ${layer} ${port}`),
  };
}
