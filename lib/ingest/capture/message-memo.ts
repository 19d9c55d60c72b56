import type { Operation } from "@/lib/domain/flow/flow";
import type { BindingProof, IdentityObservation } from "@/lib/domain/observation";
import type { Conversation } from "./conversation";
import type { FindingFold, OpenBinding } from "./finding-fold";
import type { GlancedPacket } from "./glanced-packet";

/** What a message said that counts each time; the rest of what decoders say changes nothing when said again. */
export interface MessageEffects {
  readonly statements: readonly IdentityObservation[];
  readonly bindings: readonly StatedBinding[];
  readonly operations: readonly Operation[];
}

/** In canonical form. */
export interface StatedBinding {
  readonly ip: string;
  readonly mac: string;
  readonly proof: BindingProof;
  readonly protocol: string;
  /** What it became; null when it found no room. */
  readonly open: OpenBinding | null;
}

const SLOTS = 16_384;
const MAX_BYTES = 2_048;
/** No capture can be made to hold two messages that are taken for one. */
const SEED_HIGH = (Math.random() * 0x7fffffff) | 0;
const SEED_LOW = (Math.random() * 0x7fffffff) | 0;

/**
 * Messages of a capture by their conversation and a 64-bit hash of their bytes and ends: announcements come again byte
 * by byte, and what they say is then repeated without decoding them. For decoders without a memory of the flow only. A
 * message that takes another's slot only costs decoding once more.
 */
export class MessageMemo {
  /** By slot: number of the conversation and the hash. */
  private readonly owners = new Int32Array(SLOTS);
  private readonly highs = new Int32Array(SLOTS);
  private readonly lows = new Int32Array(SLOTS);
  private effects: MessageEffects[] = [];
  /** Place in `effects` + 1 by slot. */
  private readonly places = new Int32Array(SLOTS);
  // Hash of the message last asked about; `keep` files its effects under it.
  private high = 0;
  private low = 0;
  private isTooLong = false;

  constructor(private readonly findings: FindingFold) {}

  /** Says again what the message said before; false when it is not known. */
  replay(packet: GlancedPacket, bytes: Uint8Array, start: number, end: number, conversation: Conversation): boolean {
    this.isTooLong = end - start > MAX_BYTES;
    if (this.isTooLong) return false;
    this.hash(packet, bytes, start, end);
    const { high, low, findings } = this;
    const slot = this.slotOf(conversation);
    if (this.lows[slot] !== low || this.highs[slot] !== high || this.owners[slot] !== conversation.number) return false;
    const { statements, bindings, operations } = this.effects[this.places[slot] - 1];
    const timeUs = packet.timeUs < 0 ? null : packet.timeUs;
    for (const stated of statements) findings.again(stated, timeUs);
    for (const it of bindings) {
      if (it.open && findings.bindingAgain(it.open, timeUs)) continue;
      findings.binding(it.ip, it.mac, it.proof, it.protocol, { timeUs, frame: packet.frame });
    }
    for (const operation of operations) conversation.countOperation(operation, packet.frame);
    return true;
  }

  /** What the message said that was not known; null when it cannot simply be said again. */
  keep(effects: MessageEffects | null, conversation: Conversation): void {
    if (effects === null || this.isTooLong) return;
    const slot = this.slotOf(conversation);
    if (this.places[slot] === 0) this.places[slot] = this.effects.push(effects);
    else this.effects[this.places[slot] - 1] = effects;
    this.owners[slot] = conversation.number;
    this.highs[slot] = this.high;
    this.lows[slot] = this.low;
  }

  /** Statements are collected anew. */
  clear(): void {
    this.owners.fill(0);
    this.places.fill(0);
    this.effects = [];
  }

  private slotOf(conversation: Conversation): number {
    return (this.low ^ Math.imul(conversation.number, 0x9e3779b1)) & (SLOTS - 1);
  }

  private hash({ isFromB, sender, receiver }: GlancedPacket, bytes: Uint8Array, start: number, end: number): void {
    let high = Math.imul(SEED_HIGH ^ sender, 0x9e3779b1) ^ (isFromB ? 1 : 0);
    let low = Math.imul(SEED_LOW ^ receiver, 0x85ebca77) ^ (end - start);
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      high = Math.imul(high ^ word, 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ word, 0x85ebca77);
      low ^= low >>> 13;
    }
    for (; at < end; at += 1) {
      high = Math.imul(high ^ bytes[at], 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ bytes[at], 0x85ebca77);
      low ^= low >>> 13;
    }
    this.high = high | 0;
    this.low = low | 0;
  }
}
