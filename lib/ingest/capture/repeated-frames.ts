import { dissectFrame } from "@/lib/capture/dissect-link";
import type { EndpointTable } from "@/lib/capture/endpoint-table";
import { ETHER_TYPE } from "@/lib/capture/ether-type";
import type { FlowTable } from "@/lib/capture/flow-table";
import { LINK_TYPE } from "@/lib/capture/link-type";
import { Packet } from "@/lib/capture/packet";
import type { Decoder } from "@/lib/protocols/define-decoder";
import type { ApplicationReader } from "./application-reader";
import type { DecoderIndex } from "./decoder-index";
import { LANE, LANE_MODE, LANE_NUMBER, LaneTable } from "./lane-table";
import type { MessageEffects } from "./message-memo";

const LANES = 16_384;
const ETHERNET_BYTES = 14;
/** Of a frame whose bytes are compared; longer ones hardly ever come again byte by byte. */
const MAX_BYTES = 512;
/** A lane of a flow of which nothing is read any more, and one of a frame that is found by its bytes. */
const KIND = { done: 1, bytes: 2 } as const;
/** Beside the length in the key of a frame that is found by its bytes; no EtherType is as large. */
const BY_BYTES = 1 << 16;
/** No capture can be made to hold two frames that are taken for one. */
const SEED_HIGH = (Math.random() * 0x7fffffff) | 0;
const SEED_LOW = (Math.random() * 0x7fffffff) | 0;

/**
 * The short way for Ethernet frames without IP, as KnownConversations is for those with it. A frame that came before
 * byte by byte (ARP, LLDP, spanning tree, discovery) says again what it said; one of a flow of which nothing is read any
 * more (cyclic data, GOOSE, sampled values) is counted when its decoder knows it. All else goes the long way. What was
 * counted goes into the tables by `flushAll`: nothing that the long way does to such flows looks at their sums.
 */
export class RepeatedFrames {
  private readonly lanes = new LaneTable(LANES);
  /** What the frame of a lane says, by the lane's number. */
  private readonly said: (MessageEffects | null)[] = new Array(LANES).fill(null);
  /** By EtherType: which lanes there are of it, KIND bits. */
  private readonly kinds = new Uint8Array(65_536);
  private readonly packet = new Packet();
  // Of the frame last looked at.
  private etherType = 0;
  private vlan = -1;
  private payloadStart = 0;

  constructor(
    private readonly flows: FlowTable,
    private readonly endpoints: EndpointTable,
    private readonly applications: ApplicationReader,
    private readonly index: DecoderIndex,
  ) {}

  /**
   * Remembers a frame that went the long way and what it says; `decoder` when its flow is done with.
   * @param said stays true however often and whenever the frame comes again
   */
  remember(
    packet: Packet,
    start: number,
    end: number,
    row: number,
    isFromB: boolean,
    sender: number,
    receiver: number,
    said: MessageEffects,
    decoder: Decoder | null,
  ): void {
    if (sender < 0 || (receiver < 0 && !packet.isGroup) || packet.wireLength !== end - start) return;
    if (!this.readHead(packet.bytes, start, end)) return;
    const { lanes } = this;
    const isPlain = packet.linkKind === this.etherType && packet.payloadStart === this.payloadStart;
    if (decoder && isPlain) {
      this.kinds[this.etherType] |= KIND.done;
      this.writeDoneKey();
    } else if (end - start <= MAX_BYTES) {
      this.kinds[this.etherType] |= KIND.bytes;
      this.writeBytesKey(packet.bytes, start, end);
    } else return;
    const known = lanes.find();
    const at = known >= 0 ? known : lanes.placeForNew();
    this.flush(at);
    lanes.begin(at, row, sender, packet.isGroup ? -1 : receiver, isFromB ? LANE_MODE.fromB : 0);
    lanes.words[at + LANE.application] = decoder ? this.index.numberOf(decoder) : -1;
    this.said[lanes.numberOf(at)] = said;
  }

  /** Takes an Ethernet frame the short way; false when it has to go the long one, with nothing changed. */
  take(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, frame: number): boolean {
    if (wireLength !== end - start || !this.readHead(bytes, start, end)) return false;
    const { lanes } = this;
    const kinds = this.kinds[this.etherType];
    if ((kinds & KIND.done) !== 0) {
      this.writeDoneKey();
      const done = lanes.find();
      if (done >= 0 && this.numberOfDecoder(bytes, start, end) === lanes.words[done + LANE.application]) {
        this.count(done, wireLength, timeUs, frame);
        return true;
      }
    }
    if ((kinds & KIND.bytes) === 0 || end - start > MAX_BYTES) return false;
    this.writeBytesKey(bytes, start, end);
    const at = lanes.find();
    if (at < 0) return false;
    const said = this.said[lanes.numberOf(at)];
    if (said) this.applications.sayAgain(said, lanes.words[at + LANE.flow] - 1, timeUs, frame);
    this.count(at, wireLength, timeUs, frame);
    return true;
  }

  /** Puts into the tables what was counted. */
  flushAll(): void {
    const { lanes } = this;
    for (let i = 0; i < lanes.dirtyCount; i += 1) this.flush(lanes.dirty[i]);
    lanes.dirtyCount = 0;
  }

  /** Rows have got new numbers, or statements are collected anew. `flushAll` comes first. */
  forget(): void {
    this.lanes.clear();
    this.said.fill(null);
    this.kinds.fill(0);
  }

  private count(at: number, wireLength: number, timeUs: number, frame: number): void {
    const { lanes } = this;
    const isFirst = lanes.words[at + LANE.packets] === 0;
    lanes.count(at, wireLength, 0, timeUs, frame);
    if (!isFirst) return;
    if (lanes.isDirtyFull) this.flushAll();
    lanes.markDirty(at);
  }

  private flush(at: number): void {
    const { flows, endpoints, lanes } = this;
    const { words, numbers } = lanes;
    const packets = words[at + LANE.packets];
    if (words[at + LANE.flow] === 0 || packets === 0) return;
    const number = at >> 1;
    const isFromB = (words[at + LANE.mode] & LANE_MODE.fromB) !== 0;
    const receiver = words[at + LANE.receiver];
    const firstUs = numbers[number + LANE_NUMBER.firstUs];
    const lastUs = numbers[number + LANE_NUMBER.lastUs];
    const lastFrame = numbers[number + LANE_NUMBER.lastFrame];
    const bytes = numbers[number + LANE_NUMBER.bytes];
    flows.countSeveral(words[at + LANE.flow] - 1, isFromB, packets, bytes, firstUs, lastUs, lastFrame);
    // Without a time to live.
    endpoints.countSeveralSent(words[at + LANE.sender], packets, 255, 0, firstUs, lastUs);
    if (receiver >= 0) endpoints.countSeveralReceived(receiver, packets, firstUs, lastUs);
    lanes.clean(at);
  }

  /** Place in the registry of the decoder that takes the frame last looked at; -1 when none does. */
  private numberOfDecoder(bytes: Uint8Array, start: number, end: number): number {
    const { packet } = this;
    packet.start(bytes, end, end - start, -1, 0);
    dissectFrame(packet, start, LINK_TYPE.ethernet);
    const decoder = this.applications.chooseForLink(packet);
    return decoder ? this.index.numberOf(decoder) : -1;
  }

  /** Reads MACs, one VLAN tag and EtherType; false when an IP packet follows, or something that carries one. */
  private readHead(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start + ETHERNET_BYTES;
    if (at + 4 > end) return false;
    let type = (bytes[at - 2] << 8) | bytes[at - 1];
    this.vlan = -1;
    if (type === ETHER_TYPE.vlan) {
      this.vlan = (bytes[at] << 8) | bytes[at + 1];
      type = (bytes[at + 2] << 8) | bytes[at + 3];
      at += 4;
    }
    if (type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6) return false;
    this.etherType = type;
    this.payloadStart = at;
    const { key } = this.lanes;
    key[0] = word(bytes, start);
    key[1] = word(bytes, start + 4);
    key[2] = word(bytes, start + 8);
    return true;
  }

  private writeDoneKey(): void {
    const { key } = this.lanes;
    key[3] = this.etherType;
    key[4] = this.vlan;
    key[5] = -1;
    key[6] = -1;
  }

  private writeBytesKey(bytes: Uint8Array, start: number, end: number): void {
    const { key } = this.lanes;
    let high = SEED_HIGH;
    let low = SEED_LOW;
    let at = start + ETHERNET_BYTES - 2;
    for (; at + 4 <= end; at += 4) {
      const next = word(bytes, at);
      high = Math.imul(high ^ next, 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ next, 0x85ebca77);
      low ^= low >>> 13;
    }
    for (; at < end; at += 1) {
      high = Math.imul(high ^ bytes[at], 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ bytes[at], 0x85ebca77);
      low ^= low >>> 13;
    }
    key[3] = BY_BYTES | (end - start);
    key[4] = high | 0;
    key[5] = low | 0;
    key[6] = 0;
  }
}

/** Four bytes as they stand in the frame, the first one lowest. */
function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
