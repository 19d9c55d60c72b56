import { KeyTable } from "@/lib/domain/key-table";
import { eachRun } from "@/lib/domain/row-runs";
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
  /** This end has sent packets, in this or an earlier interval. */
  sent: 1 << 15,
} as const;

/** A row's numbers side by side, so that counting a packet touches one line of the processor's cache. */
const NUMBER = {
  packetsA: 0,
  packetsB: 1,
  bytesA: 2,
  bytesB: 3,
  firstUs: 4,
  lastUs: 5,
  firstFrame: 6,
  lastFrame: 7,
} as const;
const NUMBERS = 8;
const LINK = { flags: 0, endpointA: 1, endpointB: 2, application: 3, laneA: 4, laneB: 5 } as const;
const LINKS = 6;

/**
 * All conversations of a capture in typed arrays: one row each, in order of first appearance. Looking up and counting
 * a packet allocates nothing.
 */
export class FlowTable {
  private readonly keys = new KeyTable(KEY_WORDS, 1_024);
  private capacity = 1_024;
  private numbers = new Float64Array(this.capacity * NUMBERS);
  private links = new Int32Array(this.capacity * LINKS);

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
    for (let i = at - 1; i >= 0 && order === 0; i -= 1) order = source[i] - source[at + i];
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
    const { isFromB, links, numbers } = this;
    let flags = isFromB ? FLOW_FLAG.firstFromB : 0;
    if (packet.isGroup) flags |= isFromB ? FLOW_FLAG.group : FLOW_FLAG.group << 1;
    const link = row * LINKS;
    links[link + LINK.flags] = flags;
    links[link + LINK.endpointA] = -1;
    links[link + LINK.endpointB] = -1;
    links[link + LINK.application] = -1;
    links[link + LINK.laneA] = -1;
    links[link + LINK.laneB] = -1;
    const number = row * NUMBERS;
    // A call of `fill` costs more than so few numbers.
    for (let i = 0; i < NUMBERS; i += 1) numbers[number + i] = 0;
    numbers[number + NUMBER.firstUs] = packet.timeUs;
    numbers[number + NUMBER.lastUs] = packet.timeUs;
    numbers[number + NUMBER.firstFrame] = packet.frame;
  }

  /** Counts packets of the direction that `rowOf` was just asked about. True when the other end has sent some before. */
  count(row: number, packets: number, wireBytes: number, timeUs: number, frame: number): boolean {
    const { numbers, links } = this;
    const at = row * NUMBERS;
    const side = this.isFromB ? 1 : 0;
    const flags = links[row * LINKS] | (FLOW_FLAG.sent << side);
    links[row * LINKS] = flags;
    if (numbers[at + NUMBER.firstFrame] === 0) numbers[at + NUMBER.firstFrame] = frame;
    numbers[at + side] += packets;
    numbers[at + NUMBER.bytesA + side] += wireBytes;
    if (timeUs >= 0) {
      if (timeUs > numbers[at + NUMBER.lastUs]) numbers[at + NUMBER.lastUs] = timeUs;
      const first = numbers[at + NUMBER.firstUs];
      if (timeUs < first || first < 0) numbers[at + NUMBER.firstUs] = timeUs;
    }
    numbers[at + NUMBER.lastFrame] = frame;
    return (flags & (FLOW_FLAG.sent << (1 - side))) !== 0;
  }

  /** Counts packets of one end that came since the table was last looked at. The flow has been seen before. */
  countSeveral(
    row: number,
    isFromB: boolean,
    packets: number,
    wireBytes: number,
    firstUs: number,
    lastUs: number,
    lastFrame: number,
  ): void {
    const { numbers } = this;
    const at = row * NUMBERS;
    const side = isFromB ? 1 : 0;
    numbers[at + side] += packets;
    numbers[at + NUMBER.bytesA + side] += wireBytes;
    if (lastUs > numbers[at + NUMBER.lastUs]) numbers[at + NUMBER.lastUs] = lastUs;
    const first = numbers[at + NUMBER.firstUs];
    if (firstUs >= 0 && (firstUs < first || first < 0)) numbers[at + NUMBER.firstUs] = firstUs;
    if (lastFrame > numbers[at + NUMBER.lastFrame]) numbers[at + NUMBER.lastFrame] = lastFrame;
  }

  /** Whether the interval saw packets of it. */
  hasCounts(row: number): boolean {
    return this.packets(row, false) > 0 || this.packets(row, true) > 0;
  }

  /** Begins a new interval: what was counted is forgotten, what is known of the conversation stays. */
  resetCounts(row: number): void {
    const at = row * NUMBERS;
    this.numbers.fill(0, at, at + NUMBER.firstUs);
    this.numbers[at + NUMBER.firstUs] = -1;
    this.numbers[at + NUMBER.firstFrame] = 0;
  }

  flags(row: number): number {
    return this.links[row * LINKS];
  }
  addFlags(row: number, flags: number): void {
    this.links[row * LINKS] |= flags;
  }
  clearFlags(row: number, flags: number): void {
    this.links[row * LINKS] &= ~flags;
  }
  /** Row of the end in the endpoint table, -1 when unknown. */
  endpoint(row: number, isB: boolean): number {
    return this.links[row * LINKS + (isB ? LINK.endpointB : LINK.endpointA)];
  }
  setEndpoint(row: number, isB: boolean, endpoint: number): void {
    this.links[row * LINKS + (isB ? LINK.endpointB : LINK.endpointA)] = endpoint;
  }
  /** Index into the engine's list of application states, -1 when none. */
  application(row: number): number {
    return this.links[row * LINKS + LINK.application];
  }
  /** The endpoint table was emptied: its rows are looked up anew. */
  forgetEndpoints(row: number): void {
    this.setEndpoint(row, false, -1);
    this.setEndpoint(row, true, -1);
  }
  /** Rows of the endpoint table have got new numbers; -1 for those that are no more. */
  renumberEndpoints(numbers: Int32Array): void {
    const { links } = this;
    const end = this.size * LINKS;
    for (let link = 0; link < end; link += LINKS) {
      for (let at = link + LINK.endpointA; at <= link + LINK.endpointB; at += 1) {
        if (links[at] >= 0) links[at] = numbers[links[at]];
      }
    }
  }
  setApplication(row: number, application: number): void {
    this.links[row * LINKS + LINK.application] = application;
  }

  /** The engine's short way for packets of the end, -1 when there is none. */
  lane(row: number, isB: boolean): number {
    return this.links[row * LINKS + (isB ? LINK.laneB : LINK.laneA)];
  }
  setLane(row: number, isB: boolean, lane: number): void {
    this.links[row * LINKS + (isB ? LINK.laneB : LINK.laneA)] = lane;
  }

  packets(row: number, isB: boolean): number {
    return this.numbers[row * NUMBERS + (isB ? NUMBER.packetsB : NUMBER.packetsA)];
  }
  bytes(row: number, isB: boolean): number {
    return this.numbers[row * NUMBERS + (isB ? NUMBER.bytesB : NUMBER.bytesA)];
  }
  /** Negative when unknown. */
  firstUs(row: number): number {
    return this.numbers[row * NUMBERS + NUMBER.firstUs];
  }
  lastUs(row: number): number {
    return this.numbers[row * NUMBERS + NUMBER.lastUs];
  }
  firstFrame(row: number): number {
    return this.numbers[row * NUMBERS + NUMBER.firstFrame];
  }
  lastFrame(row: number): number {
    return this.numbers[row * NUMBERS + NUMBER.lastFrame];
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
    const { numbers, links } = this;
    const marks = new Uint8Array(this.size);
    for (let row = 0; row < marks.length; row += 1) if (isKept(row)) marks[row] = 1;
    const isMarked = (row: number) => marks[row] === 1;
    eachRun(marks.length, isMarked, (to, from, end) => {
      numbers.copyWithin(to * NUMBERS, from * NUMBERS, end * NUMBERS);
      links.copyWithin(to * LINKS, from * LINKS, end * LINKS);
    });
    this.keys.retain(isMarked);
  }

  private grow(): void {
    this.capacity *= 2;
    const numbers = new Float64Array(this.capacity * NUMBERS);
    numbers.set(this.numbers);
    this.numbers = numbers;
    const links = new Int32Array(this.capacity * LINKS);
    links.set(this.links);
    this.links = links;
  }
}
