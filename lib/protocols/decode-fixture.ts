import { cleanText } from "@/lib/domain/clean-text";
import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { ByteReader } from "./byte-reader";
import type { Announcement, DecodeOutcome, Decoder, IdentityOptions, MessageContext, Observer } from "./define-decoder";
import type { Fixture } from "./fixture";

export const FIXTURE_INITIATOR = { mac: "02:00:00:00:00:0a", ip: "10.0.0.10", port: 40_000 } as const;
export const FIXTURE_RESPONDER = { mac: "02:00:00:00:00:0b", ip: "10.0.0.11" } as const;

/** Everything a decoder said about one fixture. */
export interface Recording {
  readonly outcomes: DecodeOutcome[];
  readonly identities: { readonly field: IdentityField; readonly value: string; readonly options: IdentityOptions }[];
  readonly bindings: string[];
  readonly operations: Operation[];
  readonly directions: ("request" | "response")[];
  readonly services: { product?: string; version?: string; flag?: string }[];
  readonly peerNames: string[];
  readonly resolvedNames: string[];
  readonly announcements: Announcement[];
  /** The flow's memory behind the last message. */
  state: unknown;
}

export function fixtureContext(
  fixture: Pick<Fixture, "carrier" | "port" | "initiatorPort" | "fromInitiator">,
  isCut = false,
): MessageContext {
  const fromInitiator = fixture.fromInitiator ?? true;
  const initiator = {
    ...FIXTURE_INITIATOR,
    port: fixture.port === undefined ? null : (fixture.initiatorPort ?? FIXTURE_INITIATOR.port),
  };
  const responder = { ...FIXTURE_RESPONDER, port: fixture.port ?? null };
  const [sender, receiver] = fromInitiator ? [initiator, responder] : [responder, initiator];
  return {
    layer: fixture.carrier,
    timeUs: 0,
    frame: 1,
    senderMac: sender.mac,
    receiverMac: receiver.mac,
    senderIp: sender.ip,
    receiverIp: receiver.ip,
    senderPort: sender.port,
    receiverPort: receiver.port,
    fromInitiator,
    isCut,
    state: null,
  };
}

/** One side's bytes in a conversation. */
export interface Turn {
  readonly fromInitiator: boolean;
  readonly bytes: Uint8Array;
}

type Place = Pick<Fixture, "carrier" | "port" | "initiatorPort">;

/**
 * Runs a decoder over a conversation as the capture engine would: TCP bytes are cut into messages by `frame`, what is
 * not a whole message stays unread unless the capture cut it, and both sides share the flow's state. Outcomes are those of the last turn.
 */
export function decodeTurns(decoder: Decoder, place: Place, turns: readonly Turn[], isCut = false): Recording {
  const recording: Recording = {
    outcomes: [],
    identities: [],
    bindings: [],
    operations: [],
    directions: [],
    services: [],
    peerNames: [],
    resolvedNames: [],
    announcements: [],
    state: null,
  };
  const observer: Observer = {
    identity: (field, value, options = {}) => recording.identities.push({ field, value: cleanText(value), options }),
    binding: (ip, mac, proof) => recording.bindings.push(`${ip} ${mac} ${proof}`),
    operation: (operation) => recording.operations.push(operation),
    direction: (role) => recording.directions.push(role),
    service: (details) => recording.services.push(details),
    peerName: (name) => recording.peerNames.push(cleanText(name)),
    resolvedName: (ip, name) => recording.resolvedNames.push(`${ip} ${cleanText(name)}`),
    announce: (announcement) => recording.announcements.push(announcement),
  };
  let state: unknown = null;
  for (const { fromInitiator, bytes } of turns) {
    const context = fixtureContext({ ...place, fromInitiator }, isCut);
    context.state = state;
    recording.outcomes.splice(0, recording.outcomes.length, ...feed(decoder, bytes, observer, context));
    state = context.state;
  }
  recording.state = state;
  return recording;
}

export function decodeFixture(decoder: Decoder, fixture: Fixture, isCut = false): Recording {
  const fromInitiator = fixture.fromInitiator ?? true;
  const question = fixture.question ? [{ fromInitiator: !fromInitiator, bytes: fixture.question }] : [];
  return decodeTurns(decoder, fixture, [...question, { fromInitiator, bytes: fixture.bytes }], isCut);
}

function feed(decoder: Decoder, bytes: Uint8Array, observer: Observer, context: MessageContext): DecodeOutcome[] {
  const outcomes: DecodeOutcome[] = [];
  for (let at = 0; at < bytes.length; ) {
    const rest = new ByteReader(bytes, at);
    const length = context.layer === "tcp" && decoder.frame ? decoder.frame(rest) : rest.length;
    const isWhole = length > 0 && at + length <= bytes.length;
    // Nothing more comes of a message that the capture cut: what there is of it is read.
    if (!isWhole && (length < 0 || !context.isCut)) break;
    const end = isWhole ? at + length : bytes.length;
    const around = { ...context, isCut: context.isCut && !(isWhole && context.layer === "tcp"), state: context.state };
    outcomes.push(decoder.decode(new ByteReader(bytes, at, end), observer, around));
    context.state = around.state;
    at = end;
  }
  return outcomes;
}
