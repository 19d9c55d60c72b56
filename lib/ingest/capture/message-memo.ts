import type { Operation } from "@/lib/domain/flow/flow";
import type { BindingProof, IdentityObservation } from "@/lib/domain/observation";
import type { FindingFold } from "./finding-fold";
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
}

interface OperationCounter {
  countOperation(operation: Operation, frame: number): void;
}

interface KnownMessage {
  readonly high: number;
  readonly low: number;
  readonly effects: MessageEffects;
}

const MAX_MESSAGES = 8;
const MAX_BYTES = 2_048;
/** No capture can be made to hold two messages that are taken for one. */
const SEED_HIGH = (Math.random() * 0x7fffffff) | 0;
const SEED_LOW = (Math.random() * 0x7fffffff) | 0;

/**
 * The last messages of one flow by a 64-bit hash of their bytes and ends: announcements come again byte by byte, and
 * what they say is then repeated without decoding them. For decoders without a memory of the flow only.
 */
export class MessageMemo {
  private readonly messages: KnownMessage[] = [];
  private next = 0;
  // Hash of the message last asked about; `keep` files its effects under it.
  private high = 0;
  private low = 0;
  private isTooLong = false;

  /** Says again what the message said before; false when it is not known. */
  replay(
    packet: GlancedPacket,
    bytes: Uint8Array,
    start: number,
    end: number,
    findings: FindingFold,
    conversation: OperationCounter,
  ): boolean {
    this.isTooLong = end - start > MAX_BYTES;
    if (this.isTooLong) return false;
    this.hash(packet, bytes, start, end);
    const { high, low } = this;
    for (const known of this.messages) {
      if (known.low !== low || known.high !== high) continue;
      const { statements, bindings, operations } = known.effects;
      const timeUs = packet.timeUs < 0 ? null : packet.timeUs;
      for (const stated of statements) findings.again(stated, timeUs);
      for (const it of bindings)
        findings.binding(it.ip, it.mac, it.proof, it.protocol, { timeUs, frame: packet.frame });
      for (const operation of operations) conversation.countOperation(operation, packet.frame);
      return true;
    }
    return false;
  }

  /** What the message said that was not known; null when it cannot simply be said again. */
  keep(effects: MessageEffects | null): void {
    if (effects === null || this.isTooLong) return;
    this.messages[this.next] = { high: this.high, low: this.low, effects };
    this.next = (this.next + 1) % MAX_MESSAGES;
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
