/**
 * Lanes: one direction of a plain conversation each, found by the words of its headers as they stand in the frame. What
 * the short way of a packet needs to know and to count lies in two lines of the processor's cache, so that a packet of a
 * known conversation costs its own bytes and these 128.
 *
 * A set-associative memory of fixed size: a lane that another displaces only costs the long way once more.
 */

const LANES = 65_536;
/** 32-bit words of a lane. */
const WORDS = 32;

/** Words of the headers that make the key: MACs, VLAN and protocol, addresses, ports. */
export const LANE_KEY_WORDS = 7;

/** Places of a lane's 32-bit words behind its key. */
export const LANE = {
  /** Row in the flow table + 1; 0 in an empty lane. */
  flow: 7,
  /** Rows of the ends in the endpoint table; the receiver's is -1 for a group. */
  sender: 8,
  receiver: 9,
  /** LANE_MODE bits; those but `fromB` and `tcp` are worked out anew after every packet that went the long way. */
  mode: 10,
  /** TCP: the number of the byte that comes next. */
  nextSequence: 11,
  /** UDP: mark of the last datagram (datagram-copy.ts). */
  mark: 11,
  /** Packets that are not in the tables yet; 0 in a clean lane. */
  packets: 12,
  /** An operation of these packets by place in OPERATIONS + 1 in the lowest three bits, and how often it was done. */
  operations: 13,
  /** What the decoder's glance has to know of its state. */
  memory: 14,
  /** How often the last statements were made again. */
  statements: 15,
  /** Lowest TTL of these packets, and the highest in the second byte. */
  ttls: 30,
  /** Index of the conversation, -1 when there is none. */
  application: 31,
} as const;

/** Places of a lane's 64-bit numbers. Times are negative while unknown. */
export const LANE_NUMBER = {
  firstUs: 8,
  lastUs: 9,
  lastFrame: 10,
  bytes: 11,
  firstOperationFrame: 12,
  statementFirstUs: 13,
  statementLastUs: 14,
} as const;

export const LANE_MODE = {
  fromB: 1,
  tcp: 2,
  /** The bits below hold. */
  armed: 4,
  /** Both ends have sent. */
  answered: 8,
  /** The sender's payload is not looked at any more. */
  done: 16,
  /** The sender has sent payload before. */
  payload: 32,
  /** TCP: bytes of the other end wait for an acknowledgement. */
  waitedFor: 64,
  /** TCP: `nextSequence` is known. */
  started: 128,
  /** The decoder takes messages by a glance (TCP: those that begin at `nextSequence`). */
  glanced: 256,
  /** UDP: the conversation remembers messages that come again byte by byte. */
  remembered: 512,
  /** A decoder has said who asks. */
  sided: 1_024,
  /** The sender's last message can be stated again. */
  stated: 2_048,
  /** The sender opened the conversation. */
  fromInitiator: 4_096,
  /** TCP: another SYN of the sender changes nothing. */
  mayOpen: 8_192,
  /** TCP: another SYN-ACK of the sender only tells the sequence numbers of both ends. */
  mayAnswer: 16_384,
  /** TCP: another RST of the sender changes nothing. */
  mayReset: 32_768,
  /** TCP: a FIN of the sender changes nothing. */
  mayFinish: 65_536,
  /** From here on: the decoder's place in the registry. */
  decoderShift: 20,
} as const;

const LASTING_MODE = LANE_MODE.fromB | LANE_MODE.tcp;

export class LaneTable {
  private readonly memory = new ArrayBuffer(LANES * WORDS * 4);
  readonly words = new Int32Array(this.memory);
  readonly numbers = new Float64Array(this.memory);
  /** The key to look up, written by the caller. */
  readonly key = new Int32Array(LANE_KEY_WORDS);
  /** Lanes with packets that are not in the tables yet; some may have been emptied since. */
  readonly dirty = new Int32Array(LANES);
  dirtyCount = 0;
  /** No lane was begun since all were forgotten. */
  isEmpty = true;
  /** Which of a full pair is displaced next. */
  private turn = 0;
  /** No capture can be made to collide on purpose, as in KeyTable. */
  private readonly seed = (Math.random() * 0x7fffffff) | 0;

  /** Place of the lane of `key` in `words` (halved: in `numbers`); -1 when there is none. */
  find(): number {
    const first = this.hash() * WORDS;
    if (this.matches(first)) return first;
    const second = first ^ WORDS;
    return this.matches(second) ? second : -1;
  }

  /** Where a lane of `key` goes; what stands there has to be emptied first. */
  placeForNew(): number {
    const first = this.hash() * WORDS;
    const second = first ^ WORDS;
    if (this.words[first + LANE.flow] === 0) return first;
    if (this.words[second + LANE.flow] === 0) return second;
    this.turn ^= 1;
    return this.turn === 0 ? first : second;
  }

  /** Writes a clean lane of `key`, not armed yet. */
  begin(at: number, row: number, sender: number, receiver: number, lastingMode: number): void {
    const { words, key } = this;
    // Calls of `set` and `fill` cost more than so few words.
    for (let i = 0; i < LANE_KEY_WORDS; i += 1) words[at + i] = key[i];
    for (let i = LANE_KEY_WORDS; i < WORDS; i += 1) words[at + i] = 0;
    this.isEmpty = false;
    words[at + LANE.flow] = row + 1;
    words[at + LANE.sender] = sender;
    words[at + LANE.receiver] = receiver;
    words[at + LANE.mode] = lastingMode & LASTING_MODE;
  }

  /** The next packet works out anew what may be done with it. */
  disarm(at: number): void {
    this.words[at + LANE.mode] &= LASTING_MODE;
  }

  /** Counts a packet that will be put into the tables later. */
  count(at: number, wireLength: number, ttl: number, timeUs: number, frame: number): void {
    const { words, numbers } = this;
    const number = at >> 1;
    if (words[at + LANE.packets] === 0) {
      words[at + LANE.packets] = 1;
      words[at + LANE.ttls] = (ttl << 8) | ttl;
      numbers[number + LANE_NUMBER.bytes] = wireLength;
      numbers[number + LANE_NUMBER.firstUs] = numbers[number + LANE_NUMBER.lastUs] = timeUs;
    } else {
      words[at + LANE.packets] += 1;
      const ttls = words[at + LANE.ttls];
      if (ttls !== ((ttl << 8) | ttl)) {
        words[at + LANE.ttls] = (Math.max(ttls >>> 8, ttl) << 8) | Math.min(ttls & 0xff, ttl);
      }
      numbers[number + LANE_NUMBER.bytes] += wireLength;
      if (timeUs > numbers[number + LANE_NUMBER.lastUs]) numbers[number + LANE_NUMBER.lastUs] = timeUs;
      const first = numbers[number + LANE_NUMBER.firstUs];
      if (timeUs >= 0 && (timeUs < first || first < 0)) numbers[number + LANE_NUMBER.firstUs] = timeUs;
    }
    numbers[number + LANE_NUMBER.lastFrame] = frame;
  }

  /** Forgets what `count` counted. */
  clean(at: number): void {
    const { words } = this;
    words[at + LANE.packets] = 0;
    words[at + LANE.operations] = 0;
    words[at + LANE.statements] = 0;
  }

  markDirty(at: number): void {
    this.dirty[this.dirtyCount] = at;
    this.dirtyCount += 1;
  }
  get isDirtyFull(): boolean {
    return this.dirtyCount === LANES;
  }

  /** Forgets all lanes. What they counted must be in the tables. */
  clear(): void {
    this.words.fill(0);
    this.dirtyCount = 0;
    this.isEmpty = true;
  }

  private matches(at: number): boolean {
    const { words, key } = this;
    return (
      words[at] === key[0] &&
      words[at + 1] === key[1] &&
      words[at + 2] === key[2] &&
      words[at + 3] === key[3] &&
      words[at + 4] === key[4] &&
      words[at + 5] === key[5] &&
      words[at + 6] === key[6] &&
      words[at + LANE.flow] !== 0
    );
  }

  private hash(): number {
    const { key } = this;
    let hash = this.seed ^ key[4];
    hash = Math.imul(hash ^ (hash >>> 15) ^ key[5], 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ key[6], 0x85ebca77);
    hash = Math.imul(hash ^ (hash >>> 13) ^ key[3] ^ key[2], 0xc2b2ae3d);
    return (hash ^ (hash >>> 16)) & (LANES - 1);
  }
}
