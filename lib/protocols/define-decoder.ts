import { OPERATIONS, type Operation, type PeerNameSource } from "@/lib/domain/flow/flow";
import type { BindingProof, IdentityField, TimeUs } from "@/lib/domain/observation";
import { type ByteReader, Malformed, OutOfBytes } from "./byte-reader";

/** How well bytes fit a protocol. "maybe" counts only where a known port says the same. */
export type Match = "no" | "maybe" | "certain";

/** Where a decoder's bytes come from. TCP bytes arrive as whole messages cut by `frame`, in order. */
export type Carrier =
  | { readonly layer: "ethernet"; readonly etherTypes: readonly number[] }
  | { readonly layer: "llc"; readonly dsap: number }
  /** IEEE 802 SNAP: OUI and protocol id as one 40-bit number, e.g. 0x00000c2000 for CDP. */
  | { readonly layer: "snap"; readonly protocolIds: readonly number[] }
  /** IEEE 802.11 §9.3.3: management frames by their subtype; the decoder's bytes begin behind the frame's header. */
  | { readonly layer: "wlan"; readonly subtypes: readonly number[] }
  | { readonly layer: "ip"; readonly protocolNumbers: readonly number[] }
  | { readonly layer: "udp"; readonly ports: readonly number[] }
  | { readonly layer: "tcp"; readonly ports: readonly number[] }
  /** Whole messages, as SCTP keeps their ends; no `frame` cuts them. */
  | { readonly layer: "sctp"; readonly ports: readonly number[] };

/** Layers that have ports. */
export type PortLayer = "tcp" | "udp" | "sctp";

/** What a payload must have before a decoder can be certain of it: its first byte is one of these, or in one of these ranges. */
export interface Opening {
  /** Left out where any byte may come first. */
  readonly firstBytes?: readonly (number | readonly [from: number, to: number])[];
  readonly fewestBytes: number;
}

/** The port has to say so too. */
export const NEVER_CERTAIN: Opening = { firstBytes: [], fewestBytes: 1 };

export function mayBeginWith({ firstBytes }: Opening, byte: number): boolean {
  return firstBytes?.some((it) => (typeof it === "number" ? it === byte : byte >= it[0] && byte <= it[1])) ?? true;
}

/** What surrounds one message. The object is reused between messages: read it, never keep it. */
export interface MessageContext {
  readonly layer: Carrier["layer"];
  readonly timeUs: TimeUs;
  /** 1-based frame in which the message ends. */
  readonly frame: number;
  readonly senderMac: string | null;
  readonly receiverMac: string | null;
  readonly senderIp: string | null;
  readonly receiverIp: string | null;
  readonly senderPort: number | null;
  readonly receiverPort: number | null;
  /** Sender opened the flow (TCP handshake seen, or best guess so far). */
  readonly fromInitiator: boolean;
  /** The capture cut this packet short (snaplen): missing bytes are no protocol error. */
  readonly isCut: boolean;
  /** One slot per flow for the decoder's own memory (pending requests by id, …). Keep it small and bounded. */
  state: unknown;
}

/** Of whom an identity is stated. Default: the sender of the message. */
export interface IdentityOptions {
  readonly about?: "sender" | "receiver" | { readonly ip?: string | null; readonly mac?: string | null };
  /** A device behind the endpoint, in the protocol's words: "bacnet 2001/12", "modbus unit 7". */
  readonly child?: string;
  /** The same, where the endpoint speaks for others besides; while it speaks for this one only, it is the device itself. */
  readonly childOfSeveral?: string;
  /** Concluded, not stated. */
  readonly inferred?: boolean;
  /** More precise source than the decoder's name: "modbus 43/14", "s7comm szl 0x0011". */
  readonly protocol?: string;
}

/** A connection that a message announces: an end of it, and the protocol that it will speak. */
export interface Announcement {
  readonly layer: "tcp" | "udp";
  readonly ip: string;
  readonly port: number;
  /** Name of the decoder. It is asked about what comes as if the port were its own, so its bytes still have to fit. */
  readonly protocol: string;
  /** What this end will be; left out where both ends do the same. */
  readonly role?: "client" | "server";
}

/** Where a decoder puts what it learned. Implemented by the capture engine; strings are cleaned there. */
export interface Observer {
  identity(field: IdentityField, value: string, options?: IdentityOptions): void;
  /** The MAC owns the IP (the protocol itself says so: DHCP ack, NBNS, LLDP management address). */
  binding(ip: string, mac: string, proof: BindingProof): void;
  /** What was done by the message's initiator, once per message. */
  operation(operation: Operation): void;
  /** The sender asks (it is the client), or answers (it is the server). Settles direction when no handshake was seen. */
  direction(role: "request" | "response"): void;
  /** The server end's product or version as its own protocol states it, or an insecure mode in use. */
  service(details: { product?: string; version?: string; flag?: string }): void;
  /** What the responder is called: the name that the initiator asked for, or that a certificate shows. */
  peerName(name: string, from: PeerNameSource): void;
  /** A name resolved to an address, so that flows to it can be named. Says nothing about who owns the name. */
  resolvedName(ip: string, name: string): void;
  /** A connection that is about to be made, where the protocol picks its port and says so. */
  announce(announcement: Announcement): void;
}

/** What one look at a message gives: `NOT_GLANCED` when it has to be decoded, else what `glanced` makes. */
export type Glance = number;
export const NOT_GLANCED: Glance = -1;

/** Parts of a glance: length << 5 and these bits; the lowest three are a place in OPERATIONS plus one, or 0. */
export const GLANCE = {
  lengthShift: 5,
  operation: 7,
  /** Decoding it would not say who asks either. */
  hasNoSide: 8,
  /** It states exactly what its sender's last decoded message stated. */
  statesSame: 16,
} as const;

/** The message at the cursor is `length` bytes long, does `operation` (or nothing), and states nothing. */
export function glanced(length: number, operation: Operation | null = null): Glance {
  return (length << GLANCE.lengthShift) | (operation === null ? 0 : OPERATIONS.indexOf(operation) + 1);
}

/** A function that looks up what a code does, without a map: 0 for nothing, else a place in OPERATIONS plus one. */
export function operationTable(operationOf: (code: number) => Operation | null): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const operation = operationOf(code);
    return operation === null ? 0 : OPERATIONS.indexOf(operation) + 1;
  });
}

export interface DecoderSpec<Message> {
  /** Key in the registry, in services, flows, filters and URLs: lower case, "s7comm", "profinet-dcp". */
  readonly name: string;
  /** Label for people: "S7comm". */
  readonly title: string;
  /** Normative reference: "MODBUS Messaging on TCP/IP Implementation Guide V1.0b". */
  readonly standard: string;
  readonly family: "ot" | "iot" | "it" | "network";
  readonly carriers: readonly Carrier[];
  /** What a listener or an intruder can do with it as it is normally used. */
  readonly security: "unauthenticated" | "cleartext" | "encrypted" | "mixed";
  /** Messages decoded per flow and direction; OT decoders see all (operations), others their first few. */
  readonly messagesPerFlow: number;
  /**
   * Where neither port is one of its carriers': what `probe` is never certain without. Most payloads of unknown flows
   * are no decoder's, and with this few have to be asked. Left out, it is asked about everything.
   */
  readonly elsewhere?: { readonly tcp?: Opening; readonly udp?: Opening };
  /** Never trusts the port; must not move the cursor and must not throw: use peek and startsWith. */
  probe(reader: ByteReader, context: MessageContext): Match;
  /** TCP only. Length of the message at the cursor; 0 = not yet known, more bytes needed; -1 = not this protocol. */
  frame?(reader: ByteReader): number;
  /** The message in the protocol's own words, or null when it holds nothing we need. Only reads past the end throw. */
  read(reader: ByteReader, context: MessageContext): Message | null;
  /** Message → domain words. */
  observe(message: Message, observer: Observer, context: MessageContext): void;
  /**
   * A cheap look at a message of a flow that this decoder has: most of what a plant's network carries is the same
   * question and answer over and over. Optional, and never more than decoding it would give: either NOT_GLANCED, or
   * `read` and `observe` would say exactly what the glance says and leave `state` as it is. Directions are left out: it
   * is asked only once a flow's is settled (or when it says that there is none to state). bytes[start, end) is what there is; nothing is copied, nothing is made.
   * `memory` is what `glanceMemory` made of `state` after the flow's last decoded message; 0 without it.
   */
  glance?(bytes: Uint8Array, start: number, end: number, memory: number, fromInitiator: boolean): Glance;
  /**
   * What a glance has to know of `state` (null before a first message), in 32 bits that lie beside what else is known of
   * the flow: looking into objects would cost more than the glance.
   */
  glanceMemory?(state: unknown, fromInitiator: boolean): number;
}

export type DecodeOutcome = "decoded" | "nothing" | "truncated" | "malformed";

export interface Decoder {
  readonly name: string;
  readonly title: string;
  readonly standard: string;
  readonly family: DecoderSpec<unknown>["family"];
  readonly carriers: readonly Carrier[];
  readonly security: DecoderSpec<unknown>["security"];
  readonly messagesPerFlow: number;
  readonly elsewhere: NonNullable<DecoderSpec<unknown>["elsewhere"]>;
  probe(reader: ByteReader, context: MessageContext): Match;
  readonly frame: ((reader: ByteReader) => number) | null;
  readonly glance: NonNullable<DecoderSpec<unknown>["glance"]> | null;
  readonly glanceMemory: NonNullable<DecoderSpec<unknown>["glanceMemory"]>;
  /** Reads and observes one message. Never throws on input; a bug still throws, loudly. */
  decode(reader: ByteReader, observer: Observer, context: MessageContext): DecodeOutcome;
  /** Why the last decode was "malformed": a constant text. */
  readonly lastReason: string;
}

export function defineDecoder<Message>(spec: DecoderSpec<Message>): Decoder {
  let lastReason = "";
  return {
    name: spec.name,
    title: spec.title,
    standard: spec.standard,
    family: spec.family,
    carriers: spec.carriers,
    security: spec.security,
    messagesPerFlow: spec.messagesPerFlow,
    elsewhere: spec.elsewhere ?? {},
    probe: spec.probe,
    frame: spec.frame ?? null,
    glance: spec.glance ?? null,
    glanceMemory: spec.glanceMemory ?? (() => 0),
    get lastReason() {
      return lastReason;
    },
    decode(reader, observer, context) {
      try {
        const message = spec.read(reader, context);
        if (message === null) return "nothing";
        spec.observe(message, observer, context);
        return "decoded";
      } catch (error) {
        if (error instanceof OutOfBytes) {
          lastReason = `${spec.title}: message ends too early`;
          return context.isCut ? "truncated" : "malformed";
        }
        if (error instanceof Malformed) {
          lastReason = `${spec.title}: ${error.detail}`;
          return "malformed";
        }
        throw error;
      }
    },
  };
}
