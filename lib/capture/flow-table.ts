import { KeyTable } from "./key-table";
import { DEPTH, type Packet } from "./packet";

/**
 * Key of a conversation between two ends, the same for both directions:
 * [0..3] address of end A, [4..7] of end B (link-layer flows: the MAC in the first two words), [8] ports or link kind,
 * [9] protocol, VLAN and whether it is an IP flow.
 */
const KEY_WORDS = 10;
const IP_FLOW = 1 << 30;

/** What was seen of a conversation, one bit per end (A: the value, B: the value << 1). */
export const FLOW_FLAG = {
  syn: 1 << 0,
  synAck: 1 << 2,
  reset: 1 << 4,
  /** This end sent payload. */
  payload: 1 << 6,
  /** A decoder says: this end asks. */
  asks: 1 << 8,
  /** Nothing more is to be read from this end. */
  done: 1 << 10,
  /** The first packet came from B. */
  firstFromB: 1 << 12,
  /** This end is a group address. */
  group: 1 << 13,
} as const;

/**
 * All conversations of a capture in typed arrays: one row each, in order of first appearance. Looking up and counting
 * a packet allocates nothing.
 */
export class FlowTable {
  private readonly keys = new KeyTable(KEY_WORDS, 1_024);
  private capacity = 1_024;
  flags = new Int32Array(this.capacity);
  /** Row of the sender in the endpoint table per end, -1 when unknown. */
  endpointA = new Int32Array(this.capacity);
  endpointB = new Int32Array(this.capacity);
  /** Index into the engine's list of application states, -1 when none. */
  application = new Int32Array(this.capacity);
  packetsA = new Float64Array(this.capacity);
  packetsB = new Float64Array(this.capacity);
  bytesA = new Float64Array(this.capacity);
  bytesB = new Float64Array(this.capacity);
  /** Negative when unknown. */
  firstUs = new Float64Array(this.capacity);
  lastUs = new Float64Array(this.capacity);
  firstFrame = new Float64Array(this.capacity);
  lastFrame = new Float64Array(this.capacity);

  /** Whether the sender of the last packet looked up is end B. */
  isFromB = false;
  wasAdded = false;

  get size(): number {
    return this.keys.size;
  }

  /** Row of the packet's conversation; a new row, not yet counted, when it is the first of it. */
  rowOf(packet: Packet): number {
    const { keys } = this;
    const { key } = keys;
    const isIp = packet.depth === DEPTH.network;
    const source = isIp ? packet.addresses : packet.macs;
    const at = isIp ? 4 : 2;
    let order = 0;
    for (let i = 0; i < at && order === 0; i += 1) order = source[i] - source[at + i];
    if (order === 0) order = packet.sourcePort - packet.destinationPort;
    const isFromB = order > 0;
    const a = isFromB ? at : 0;
    const b = isFromB ? 0 : at;
    key[0] = source[a];
    key[1] = source[a + 1];
    key[4] = source[b];
    key[5] = source[b + 1];
    const vlanBits = (packet.vlan + 1) << 8;
    if (isIp) {
      key[2] = source[a + 2];
      key[3] = source[a + 3];
      key[6] = source[b + 2];
      key[7] = source[b + 3];
      key[8] = isFromB
        ? (packet.destinationPort << 16) | packet.sourcePort
        : (packet.sourcePort << 16) | packet.destinationPort;
      key[9] = IP_FLOW | vlanBits | packet.ipProtocol;
    } else {
      key[2] = key[6] = packet.snapOui;
      key[3] = key[7] = packet.snapProtocol;
      key[8] = packet.linkKind;
      key[9] = vlanBits;
    }
    this.isFromB = isFromB;
    const row = keys.add();
    this.wasAdded = keys.wasAdded;
    if (this.wasAdded) this.begin(row, packet);
    return row;
  }

  private begin(row: number, packet: Packet): void {
    if (row >= this.capacity) this.grow();
    const { isFromB } = this;
    let flags = isFromB ? FLOW_FLAG.firstFromB : 0;
    if (packet.isGroup) flags |= isFromB ? FLOW_FLAG.group : FLOW_FLAG.group << 1;
    this.flags[row] = flags;
    this.endpointA[row] = -1;
    this.endpointB[row] = -1;
    this.application[row] = -1;
    this.packetsA[row] = 0;
    this.packetsB[row] = 0;
    this.bytesA[row] = 0;
    this.bytesB[row] = 0;
    this.firstUs[row] = packet.timeUs;
    this.lastUs[row] = packet.timeUs;
    this.firstFrame[row] = packet.frame;
    this.lastFrame[row] = packet.frame;
  }

  /** Counts packets of the direction that `rowOf` was just asked about. */
  count(row: number, packets: number, wireBytes: number, timeUs: number, frame: number): void {
    if (this.isFromB) {
      this.packetsB[row] += packets;
      this.bytesB[row] += wireBytes;
    } else {
      this.packetsA[row] += packets;
      this.bytesA[row] += wireBytes;
    }
    if (timeUs >= 0) {
      if (timeUs > this.lastUs[row]) this.lastUs[row] = timeUs;
      if (timeUs < this.firstUs[row] || this.firstUs[row] < 0) this.firstUs[row] = timeUs;
    }
    this.lastFrame[row] = frame;
  }

  isIp(row: number): boolean {
    return (this.keys.word(row, 9) & IP_FLOW) !== 0;
  }
  ipProtocol(row: number): number {
    return this.keys.word(row, 9) & 0xff;
  }
  vlan(row: number): number | null {
    const tag = (this.keys.word(row, 9) >>> 8) & 0x1fff;
    return tag === 0 ? null : tag - 1;
  }
  portA(row: number): number {
    return this.keys.word(row, 8) >>> 16;
  }
  portB(row: number): number {
    return this.keys.word(row, 8) & 0xffff;
  }
  linkKind(row: number): number {
    return this.keys.word(row, 8);
  }
  /** Word 0..3 of the address of end A or B. */
  addressWord(row: number, isB: boolean, index: number): number {
    return this.keys.word(row, (isB ? 4 : 0) + index);
  }
  snapOui(row: number): number {
    return this.keys.word(row, 2);
  }
  snapProtocol(row: number): number {
    return this.keys.word(row, 3);
  }

  /** Forgets the rows that are not kept and gives the others new numbers, in their order. */
  retain(isKept: (row: number) => boolean): void {
    const kept: number[] = [];
    for (let row = 0; row < this.size; row += 1) if (isKept(row)) kept.push(row);
    const columns = this.columns();
    kept.forEach((row, index) => {
      for (const column of columns) column[index] = column[row];
    });
    const names = new Set(kept);
    this.keys.retain((row) => names.has(row));
  }

  private columns(): (Int32Array | Float64Array)[] {
    return [
      this.flags,
      this.endpointA,
      this.endpointB,
      this.application,
      this.packetsA,
      this.packetsB,
      this.bytesA,
      this.bytesB,
      this.firstUs,
      this.lastUs,
      this.firstFrame,
      this.lastFrame,
    ];
  }

  private grow(): void {
    this.capacity *= 2;
    const ints = (old: Int32Array) => {
      const grown = new Int32Array(this.capacity);
      grown.set(old);
      return grown;
    };
    const floats = (old: Float64Array) => {
      const grown = new Float64Array(this.capacity);
      grown.set(old);
      return grown;
    };
    this.flags = ints(this.flags);
    this.endpointA = ints(this.endpointA);
    this.endpointB = ints(this.endpointB);
    this.application = ints(this.application);
    this.packetsA = floats(this.packetsA);
    this.packetsB = floats(this.packetsB);
    this.bytesA = floats(this.bytesA);
    this.bytesB = floats(this.bytesB);
    this.firstUs = floats(this.firstUs);
    this.lastUs = floats(this.lastUs);
    this.firstFrame = floats(this.firstFrame);
    this.lastFrame = floats(this.lastFrame);
  }
}
