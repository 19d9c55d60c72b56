import { ipText, macText } from "@/lib/domain/address-text";
import { KeyTable } from "@/lib/domain/key-table";

/** [0..1] MAC, [2..5] IP address, [6] VLAN + 1. */
const KEY_WORDS = 7;
/** The U/L bit of a MAC (IEEE 802 §8.2) in the word of its first two bytes. */
const LOCAL_MAC = 0x0200;

/** An address silent for this long may have gone to another host in the meantime. */
const EPISODE_GAP_US = 600_000_000;

/** Who sent no more frames than this, within so short a time, is easily made up. */
const BRIEF_FRAMES = 3;
const BRIEF_US = 60_000_000;
/** Rows that one frame can begin: two for each layer of a tunnel. */
const ROWS_PER_FRAME = 16;

/** One unbroken time of an address on a card. */
export interface Episode {
  readonly mac: string | null;
  readonly ip: string | null;
  readonly vlan: number | null;
  readonly sent: number;
  readonly received: number;
  readonly conversed: boolean;
  readonly ttlMin: number | null;
  readonly ttlMax: number | null;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  readonly firstFrame: number;
}

/**
 * Every (MAC, IP, VLAN) that stood in a frame, one row each in order of appearance, up to a limit. When it is reached,
 * those are forgotten and counted who sent a frame or so and were never answered, so that no flood of made-up addresses
 * keeps real hosts out or drives them out. When a host comes back to an address that another card used meanwhile, its
 * row is closed as an episode and begins anew, so that a lease does not span the time of its successor.
 */
export class EndpointTable {
  private keys = new KeyTable(KEY_WORDS, 256);
  /** Rows per IP address: `head` by address, then a chain. */
  private addresses = new KeyTable(4, 256);
  private head = new Int32Array(256);
  private nextOfAddress = new Int32Array(256);
  private capacity = 256;
  private sent = new Float64Array(256);
  private received = new Float64Array(256);
  private conversed = new Uint8Array(256);
  /** Whether the row's sender has said something that a decoder understood. */
  private spoke = new Uint8Array(256);
  /** Whether the row has sent in this or an earlier interval. */
  private everSent = new Uint8Array(256);
  /** By address: whether several cards use it, and the row of the first. */
  private contested = new Uint8Array(256);
  private firstCard = new Int32Array(256);
  /** Row in `addresses`, -1 without IP. */
  private addressOf = new Int32Array(256);
  /** An address has become contested since this was last set to false. */
  hasNewContest = false;
  private ttlMin = new Uint8Array(256);
  private ttlMax = new Uint8Array(256);
  private firstUs = new Float64Array(256);
  private lastUs = new Float64Array(256);
  private firstFrame = new Float64Array(256);
  /** Texts, undefined until somebody asks: of a flood's made-up hosts hardly any is asked for. */
  private macs: (string | null | undefined)[] = [];
  private ips: (string | null | undefined)[] = [];
  private closed: Episode[] = [];
  /** Frames of addresses beyond the limit. */
  refused = 0;
  /** Rows that were forgotten to make room: those that had sent frames, and how many; and those only asked for. */
  forgottenSenders = 0;
  forgottenFrames = 0;
  forgottenSilent = 0;
  /** Whether rows were ever forgotten: an address without a row may be one of them. */
  hasForgotten = false;
  /** Refusals at which it is worth trying again to make room. */
  private patience = 0;

  constructor(private readonly maxRows: number) {}

  get size(): number {
    return this.keys.size;
  }

  /** The next frame may find no room: see `makeRoom`. */
  get isFull(): boolean {
    const reserve = Math.min(ROWS_PER_FRAME, this.maxRows >> 3);
    return this.keys.size + reserve >= this.maxRows && this.refused >= this.patience;
  }

  /**
   * Row of the addresses, or -1 when all are unknown or there is no room. Zero words mean unknown.
   */
  row(
    macHigh: number,
    macLow: number,
    ip: Int32Array | null,
    ipAt: number,
    vlan: number,
    timeUs: number,
    frame: number,
  ): number {
    const { key } = this.keys;
    key[0] = macHigh;
    key[1] = macLow;
    let any = macHigh | macLow;
    for (let i = 0; i < 4; i += 1) {
      const word = ip ? ip[ipAt + i] : 0;
      key[2 + i] = word;
      any |= word;
    }
    if (any === 0) return -1;
    key[6] = vlan + 1;
    const known = this.keys.size < this.maxRows ? this.keys.add() : this.keys.find();
    if (known < 0) {
      this.refused += 1;
      return -1;
    }
    if (known === this.macs.length) this.begin(known, timeUs, frame);
    return known;
  }

  /** Whether the row has this MAC: flows remember their rows and look up again only when the MAC changes. */
  hasMac(row: number, macHigh: number, macLow: number): boolean {
    return this.keys.word(row, 0) === macHigh && this.keys.word(row, 1) === macLow;
  }

  /** `ttl` is -1 for frames without IP. */
  countSent(row: number, ttl: number, timeUs: number, frame: number): void {
    this.touch(row, timeUs, frame);
    if (this.firstFrame[row] === 0) this.firstFrame[row] = frame;
    this.sent[row] += 1;
    this.everSent[row] = 1;
    if (ttl >= 0) {
      if (ttl < this.ttlMin[row]) this.ttlMin[row] = ttl;
      if (ttl > this.ttlMax[row]) this.ttlMax[row] = ttl;
    }
  }

  countReceived(row: number, timeUs: number, frame: number): void {
    this.touch(row, timeUs, frame);
    if (this.firstFrame[row] === 0) this.firstFrame[row] = frame;
    this.received[row] += 1;
  }

  /** Packets whose order does not matter: the row's address is not contested. */
  countSeveralSent(
    row: number,
    packets: number,
    ttlMin: number,
    ttlMax: number,
    firstUs: number,
    lastUs: number,
  ): void {
    this.sent[row] += packets;
    if (ttlMin < this.ttlMin[row]) this.ttlMin[row] = ttlMin;
    if (ttlMax > this.ttlMax[row]) this.ttlMax[row] = ttlMax;
    this.extend(row, firstUs, lastUs);
  }

  countSeveralReceived(row: number, packets: number, firstUs: number, lastUs: number): void {
    this.received[row] += packets;
    this.extend(row, firstUs, lastUs);
  }

  /** Another card uses the row's address too: when each was seen decides about episodes. */
  isContested(row: number): boolean {
    const address = this.addressOf[row];
    return address >= 0 && this.contested[address] === 1;
  }

  markConversed(row: number): void {
    this.conversed[row] = 1;
  }
  hasConversed(row: number): boolean {
    return this.conversed[row] === 1;
  }
  markSpoke(row: number): void {
    this.spoke[row] = 1;
  }
  hasSent(row: number): boolean {
    return this.everSent[row] === 1;
  }

  mac(row: number): string | null {
    const known = this.macs[row];
    if (known !== undefined) return known;
    const { keys } = this;
    const text = this.hasCard(row) ? macText(keys.word(row, 0), keys.word(row, 1)) : null;
    this.macs[row] = text;
    return text;
  }
  ip(row: number): string | null {
    const known = this.ips[row];
    if (known !== undefined) return known;
    const { keys } = this;
    const text =
      this.addressOf[row] < 0
        ? null
        : ipText(keys.word(row, 2), keys.word(row, 3), keys.word(row, 4), keys.word(row, 5));
    this.ips[row] = text;
    return text;
  }

  /** All that was seen since the beginning, or since the last `beginInterval`. */
  episodes(): Episode[] {
    const episodes = this.closed.slice();
    for (let row = 0; row < this.size; row += 1) {
      if (this.firstFrame[row] > 0) episodes.push(this.episode(row));
    }
    return episodes;
  }

  /**
   * Forgets rows that are easily made up. Of those who were never answered and said nothing, the newest stay, since an
   * answer may still come; of those who were answered once, or said something once, the first and the newest: whoever
   * was there before a flood outlives it. Cards of a maker are apart from those that name themselves, as most floods do.
   * Who sent more, or for longer, always stays. Gives each old row's new number, -1 when it is forgotten; null when
   * nothing could be forgotten.
   */
  makeRoom(): Int32Array | null {
    const { size, maxRows } = this;
    const bare: number[] = [];
    const weak: number[] = [];
    const weakLocal: number[] = [];
    for (let row = 0; row < size; row += 1) {
      if (!this.isBrief(row)) continue;
      if (this.conversed[row] + this.spoke[row] === 0) bare.push(row);
      else if (this.isLocal(row)) weakLocal.push(row);
      else weak.push(row);
    }
    const isForgotten = new Uint8Array(size);
    let forgotten = 0;
    const forget = (rows: readonly number[]) => {
      for (const row of rows) {
        forgotten += 1 - isForgotten[row];
        isForgotten[row] = 1;
      }
    };
    forget(bare.slice(0, -(maxRows >> 2) || undefined));
    for (const some of [weak, weakLocal]) forget(some.slice(maxRows >> 3, -(maxRows >> 3) || undefined));
    if (forgotten < maxRows >> 4) forget(bare.slice(0, bare.length >> 1));
    // Most have come to stay: looking again at each frame would cost more than it finds.
    if (forgotten < maxRows >> 4) this.patience = this.refused + (maxRows >> 2);
    if (forgotten === 0) return null;
    const numbers = new Int32Array(size);
    let kept = 0;
    for (let row = 0; row < size; row += 1) {
      if (isForgotten[row] === 1) {
        this.forgottenFrames += this.sent[row];
        if (this.everSent[row] === 1) this.forgottenSenders += 1;
        else this.forgottenSilent += 1;
        numbers[row] = -1;
        continue;
      }
      numbers[row] = kept;
      if (kept !== row) this.move(row, kept);
      kept += 1;
    }
    this.hasForgotten = true;
    this.macs.length = kept;
    this.ips.length = kept;
    this.keys.retain((row) => isForgotten[row] === 0);
    this.addresses = new KeyTable(4, 256);
    this.head = new Int32Array(256);
    this.firstCard = new Int32Array(256);
    this.contested = new Uint8Array(256);
    for (let row = 0; row < kept; row += 1) {
      this.chain(row);
    }
    return numbers;
  }

  private isBrief(row: number): boolean {
    return this.sent[row] <= BRIEF_FRAMES && this.lastUs[row] - this.firstUs[row] < BRIEF_US;
  }

  /** An address that no maker gave out (IEEE 802, the U/L bit). */
  private isLocal(row: number): boolean {
    return (this.keys.word(row, 0) & LOCAL_MAC) !== 0;
  }

  private move(from: number, to: number): void {
    this.sent[to] = this.sent[from];
    this.received[to] = this.received[from];
    this.conversed[to] = this.conversed[from];
    this.spoke[to] = this.spoke[from];
    this.everSent[to] = this.everSent[from];
    this.ttlMin[to] = this.ttlMin[from];
    this.ttlMax[to] = this.ttlMax[from];
    this.firstUs[to] = this.firstUs[from];
    this.lastUs[to] = this.lastUs[from];
    this.firstFrame[to] = this.firstFrame[from];
    this.macs[to] = this.macs[from];
    this.ips[to] = this.ips[from];
  }

  /**
   * Begins a new interval of a capture that goes on. Rows keep their numbers unless most of the room is taken: then the
   * table is emptied, and true is returned.
   */
  beginInterval(): boolean {
    this.closed = [];
    this.refused = 0;
    this.patience = 0;
    this.forgottenSenders = 0;
    this.forgottenFrames = 0;
    this.forgottenSilent = 0;
    if (this.keys.size * 2 > this.maxRows) {
      this.keys = new KeyTable(KEY_WORDS, 256);
      this.addresses = new KeyTable(4, 256);
      this.macs = [];
      this.ips = [];
      return true;
    }
    for (let row = 0; row < this.size; row += 1) {
      const conversed = this.conversed[row];
      this.reset(row, -1, 0);
      this.conversed[row] = conversed;
    }
    return false;
  }

  private touch(row: number, timeUs: number, frame: number): void {
    if (timeUs < 0) return;
    const last = this.lastUs[row];
    if (timeUs - last > EPISODE_GAP_US && last >= 0 && this.wasUsedByOther(row) && this.closed.length < this.maxRows) {
      this.closed.push(this.episode(row));
      this.reset(row, timeUs, frame);
      return;
    }
    this.extend(row, timeUs, timeUs);
  }

  private extend(row: number, firstUs: number, lastUs: number): void {
    if (lastUs > this.lastUs[row]) this.lastUs[row] = lastUs;
    if (firstUs >= 0 && (firstUs < this.firstUs[row] || this.firstUs[row] < 0)) this.firstUs[row] = firstUs;
  }

  /** Another MAC has sent from the address since this one was last seen. */
  private wasUsedByOther(row: number): boolean {
    const address = this.addressOf[row];
    if (address < 0 || !this.hasCard(row)) return false;
    let steps = 0;
    for (let other = this.head[address]; other >= 0 && steps < 64; other = this.nextOfAddress[other], steps += 1) {
      const isOtherMac = !this.hasMac(other, this.keys.word(row, 0), this.keys.word(row, 1));
      if (isOtherMac && this.hasCard(other) && this.sent[other] > 0 && this.firstUs[other] > this.lastUs[row])
        return true;
    }
    return false;
  }

  private begin(row: number, timeUs: number, frame: number): void {
    if (row >= this.capacity) this.grow();
    this.everSent[row] = 0;
    this.spoke[row] = 0;
    this.macs.push(undefined);
    this.ips.push(undefined);
    this.chain(row);
    this.reset(row, timeUs, frame);
  }

  private hasCard(row: number): boolean {
    return (this.keys.word(row, 0) | this.keys.word(row, 1)) !== 0;
  }

  /** Puts the row among those of its IP address. */
  private chain(row: number): void {
    this.nextOfAddress[row] = -1;
    this.addressOf[row] = -1;
    const { key } = this.addresses;
    let any = 0;
    for (let i = 0; i < 4; i += 1) {
      key[i] = this.keys.word(row, 2 + i);
      any |= key[i];
    }
    if (any === 0) return;
    const address = this.addresses.add();
    if (address >= this.head.length) {
      this.head = grownInts(this.head);
      this.firstCard = grownInts(this.firstCard);
      const contested = new Uint8Array(this.head.length);
      contested.set(this.contested);
      this.contested = contested;
    }
    this.nextOfAddress[row] = this.addresses.wasAdded ? -1 : this.head[address];
    this.head[address] = row;
    this.addressOf[row] = address;
    if (this.addresses.wasAdded) {
      this.firstCard[address] = -1;
      this.contested[address] = 0;
    }
    if (!this.hasCard(row) || this.contested[address] === 1) return;
    const first = this.firstCard[address];
    if (first < 0) this.firstCard[address] = row;
    else if (!this.hasMac(first, this.keys.word(row, 0), this.keys.word(row, 1))) {
      this.contested[address] = 1;
      this.hasNewContest = true;
    }
  }

  private reset(row: number, timeUs: number, frame: number): void {
    this.sent[row] = 0;
    this.received[row] = 0;
    this.conversed[row] = 0;
    this.ttlMin[row] = 255;
    this.ttlMax[row] = 0;
    this.firstUs[row] = timeUs;
    this.lastUs[row] = timeUs;
    this.firstFrame[row] = frame;
  }

  private episode(row: number): Episode {
    const hasTtl = this.ttlMax[row] >= this.ttlMin[row];
    const tag = this.keys.word(row, 6);
    return {
      mac: this.mac(row),
      ip: this.ip(row),
      vlan: tag === 0 ? null : tag - 1,
      sent: this.sent[row],
      received: this.received[row],
      conversed: this.conversed[row] === 1,
      ttlMin: hasTtl ? this.ttlMin[row] : null,
      ttlMax: hasTtl ? this.ttlMax[row] : null,
      firstUs: this.firstUs[row] < 0 ? null : this.firstUs[row],
      lastUs: this.lastUs[row] < 0 ? null : this.lastUs[row],
      firstFrame: this.firstFrame[row],
    };
  }

  private grow(): void {
    this.capacity *= 2;
    const floats = (old: Float64Array) => {
      const grown = new Float64Array(this.capacity);
      grown.set(old);
      return grown;
    };
    const bytes = (old: Uint8Array) => {
      const grown = new Uint8Array(this.capacity);
      grown.set(old);
      return grown;
    };
    this.nextOfAddress = grownInts(this.nextOfAddress);
    this.addressOf = grownInts(this.addressOf);
    this.sent = floats(this.sent);
    this.received = floats(this.received);
    this.conversed = bytes(this.conversed);
    this.spoke = bytes(this.spoke);
    this.everSent = bytes(this.everSent);
    this.ttlMin = bytes(this.ttlMin);
    this.ttlMax = bytes(this.ttlMax);
    this.firstUs = floats(this.firstUs);
    this.lastUs = floats(this.lastUs);
    this.firstFrame = floats(this.firstFrame);
  }
}

function grownInts(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}
