import type { Packet } from "@/lib/capture/packet";
import type { MemoryBudget } from "@/lib/capture/tcp-stream";

/** More than a sensor between two halves of a connection holds back; beyond it the other half is not captured at all. */
const MAX_SEGMENTS = 64;
const MAX_BYTES = 65_536;
/** What a held segment weighs besides its bytes. */
const SEGMENT_BYTES = 256;
const FEWEST_BYTES = 256;
/** So few bytes are copied one by one for less than a call costs. */
const FEW_BYTES = 64;

/** Places of what is known of a segment and its frame, side by side. */
const FIELD = { sequence: 0, acknowledgement: 1, size: 2, length: 3, frame: 4, macs: 5 } as const;
const MAC_WORDS = 4;
const FIELDS = FIELD.macs + MAC_WORDS;

const NO_BYTES = new Uint8Array(0);

/**
 * Segments of one end of a TCP connection that acknowledge what its peer has said while the capture has not shown that
 * yet: where one direction was captured apart from the other and put before it, the answers come before their questions.
 * In their order; bounded by the limits above, and over all connections by the budget. Where the other direction never
 * comes, all that is said is held until there is no more room, so segments are no objects: their numbers and their bytes
 * lie in one list each. So do their times, because a list with one number beyond 32 bits gives all of its numbers as
 * doubles: those made the fields of every `Packet` and `Conversation` doubles, and V8 threw away what it had compiled.
 */
export class HeldSegments {
  private numbers: number[] = [];
  private timesUs: number[] = [];
  private data = NO_BYTES;
  /** First of the numbers that are held still, and of the bytes. */
  private first = 0;
  private start = 0;
  private end = 0;

  constructor(
    private readonly budget: MemoryBudget,
    readonly isFromB: boolean,
  ) {}

  get isEmpty(): boolean {
    return this.first === this.numbers.length;
  }

  /** Holds the packet's payload; false when there is no room. */
  add(packet: Packet): boolean {
    const { bytes, payloadStart, payloadEnd, macs } = packet;
    const size = payloadEnd - payloadStart;
    const count = (this.numbers.length - this.first) / FIELDS;
    if (count >= MAX_SEGMENTS || this.end - this.start + size > MAX_BYTES) return false;
    if (!this.budget.take(size + SEGMENT_BYTES)) return false;
    this.makeRoom(size);
    const { data, end, numbers } = this;
    if (size > FEW_BYTES) data.set(bytes.subarray(payloadStart, payloadEnd), end);
    else for (let i = 0; i < size; i += 1) data[end + i] = bytes[payloadStart + i];
    this.end = end + size;
    numbers.push(packet.sequence, packet.acknowledgement, size, packet.payloadLength, packet.frame);
    numbers.push(macs[0], macs[1], macs[2], macs[3]);
    this.timesUs.push(packet.timeUs);
    return true;
  }

  /** Takes the first segment out when it is due, as the payload of `into`, which is read before another is added. */
  takeFirst(isDue: (sequence: number, acknowledgement: number) => boolean, into: Packet): boolean {
    const { numbers, first, start } = this;
    if (first === numbers.length) return false;
    if (!isDue(numbers[first + FIELD.sequence], numbers[first + FIELD.acknowledgement])) return false;
    const size = numbers[first + FIELD.size];
    into.sequence = numbers[first + FIELD.sequence];
    into.bytes = this.data;
    into.payloadStart = start;
    into.payloadEnd = start + size;
    into.payloadLength = numbers[first + FIELD.length];
    into.timeUs = this.timesUs[first / FIELDS];
    into.frame = numbers[first + FIELD.frame];
    for (let i = 0; i < MAC_WORDS; i += 1) into.macs[i] = numbers[first + FIELD.macs + i];
    this.first = first + FIELDS;
    this.start = start + size;
    this.budget.give(size + SEGMENT_BYTES);
    return true;
  }

  /** What was taken leaves its room to what comes. */
  private makeRoom(size: number): void {
    const { data, start, end } = this;
    // Segments of a byte each would take many numbers before their bytes have no more room.
    if (this.first >= MAX_SEGMENTS * FIELDS) {
      this.numbers = this.numbers.slice(this.first);
      this.timesUs = this.timesUs.slice(this.first / FIELDS);
      this.first = 0;
    }
    if (end + size <= data.length) return;
    const held = end - start;
    const target =
      held + size <= data.length ? data : new Uint8Array(Math.max(held + size, data.length * 2, FEWEST_BYTES));
    target.set(data.subarray(start, end));
    this.data = target;
    this.start = 0;
    this.end = held;
  }
}
