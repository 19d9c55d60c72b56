import { isTunnelPort } from "@/lib/capture/dissect-tunnel";
import type { EndpointTable } from "@/lib/capture/endpoint-table";
import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { IP_PROTOCOL, type Packet, TCP_FLAG } from "@/lib/capture/packet";
import { MAX_JUMP } from "@/lib/capture/tcp-stream";
import { type Decoder, GLANCE } from "@/lib/protocols/define-decoder";
import type { Conversation } from "./conversation";
import { isSoon, markOf, NO_MARK } from "./datagram-copy";
import type { DecoderIndex } from "./decoder-index";
import type { FindingFold } from "./finding-fold";
import { isOpenedByB } from "./flow-direction";
import { LANE, LANE_MODE, LANE_NUMBER, LaneTable } from "./lane-table";
import type { MessageMemo } from "./message-memo";

/**
 * The short way for packets of conversations that are known: the same MACs, VLAN, IPv4 addresses and ports as a packet
 * before. Most of a plant's traffic is that. Such a packet is counted in its lane, and its payload taken by a glance,
 * without being taken apart layer by layer and without touching the tables. Whatever is special about a packet (options,
 * fragments, flags, a cut, bytes that have to be decoded) sends it the long way, which knows everything; both give the
 * same result. Before the long way touches a conversation, what its lanes counted goes into the tables (`sync`), so that
 * it always finds them as if every packet had gone the long way.
 */

const ETHERNET_BYTES = 14;
const IPV4_BYTES = 20;
const TCP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;
/** Of the operation, below its count. */
const OPERATION_BITS = 3;
const MAX_COUNTED = 1 << 30;
const CONTROL_FLAGS = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;
/** EtherTypes, versions and lengths as their bytes stand, read in the order that costs nothing. */
const IPV4_TYPE = 0x0008;
const VLAN_TYPE = 0x0081;

export class KnownConversations {
  private readonly lanes = new LaneTable();
  private view: DataView = new DataView(new ArrayBuffer(0));
  private viewed: Uint8Array | null = null;
  /** Where the IPv4 header of the frame last looked at begins. */
  private networkAt = 0;
  /** Of the decoders, by their places in the registry. */
  private readonly glances: NonNullable<Decoder["glance"]>[] = [];
  /** Glances at the messages of one payload, without their lengths. */
  private readonly seen = new Uint8Array(64);
  private readonly packet = { row: 0, isFromB: false, sender: 0, receiver: 0, sequence: 0, timeUs: 0, frame: 0 };

  constructor(
    private readonly flows: FlowTable,
    private readonly endpoints: EndpointTable,
    private readonly conversations: readonly Conversation[],
    private readonly index: DecoderIndex,
    private readonly findings: FindingFold,
    private readonly memo: MessageMemo,
  ) {}

  /** Remembers a packet that went the long way: its flow, and the rows of its ends. */
  remember(packet: Packet, start: number, row: number, isFromB: boolean, sender: number, receiver: number): void {
    if (sender < 0 || (receiver < 0 && !packet.isGroup)) return;
    if (isTunnelPort(packet.sourcePort) || isTunnelPort(packet.destinationPort)) return;
    if (!this.readKey(packet.bytes, start, packet.end)) return;
    const { lanes, flows } = this;
    const { words } = lanes;
    const end = packet.isGroup ? -1 : receiver;
    const known = lanes.find();
    if (known >= 0 && words[known + LANE.sender] === sender && words[known + LANE.receiver] === end) return;
    const at = known >= 0 ? known : lanes.placeForNew();
    if (words[at + LANE.flow] !== 0) this.displace(at);
    // Other MACs spoke in this direction before.
    const other = flows.lane(row, isFromB);
    if (other >= 0) this.displace(other);
    const isTcp = packet.ipProtocol === IP_PROTOCOL.tcp;
    lanes.begin(at, row, sender, end, (isFromB ? LANE_MODE.fromB : 0) | (isTcp ? LANE_MODE.tcp : 0));
    flows.setLane(row, isFromB, at);
  }

  /** Takes an Ethernet frame the short way; false when it has to go the long one, with nothing changed. */
  take(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, frame: number): boolean {
    if (!this.readKey(bytes, start, end)) return false;
    const { lanes } = this;
    const { words } = lanes;
    const at = lanes.find();
    if (at < 0) return false;
    let mode = words[at + LANE.mode];
    if ((mode & LANE_MODE.armed) === 0) {
      if (!this.arm(at)) return false;
      mode = words[at + LANE.mode];
    }
    const ip = this.networkAt;
    const ipEnd = ip + ((bytes[ip + 2] << 8) | bytes[ip + 3]);
    const transport = ip + IPV4_BYTES;
    if ((mode & LANE_MODE.tcp) !== 0) {
      const header = (bytes[transport + 12] >>> 4) * 4;
      const payload = transport + header;
      const flags = bytes[transport + 13];
      if (header < TCP_HEADER_BYTES || payload > ipEnd) return false;
      if ((flags & TCP_FLAG.ack) !== 0 && (mode & LANE_MODE.waitedFor) !== 0) return false;
      const control = flags & CONTROL_FLAGS;
      if (control !== 0 && !this.isRepeated(control | (flags & TCP_FLAG.ack), mode, payload < ipEnd)) return false;
      if (control === TCP_FLAG.syn) {
        if ((flags & TCP_FLAG.ack) !== 0) this.reopen(at, transport);
      } else if (payload < ipEnd && (mode & LANE_MODE.done) === 0 && control !== TCP_FLAG.rst) {
        if ((mode & (LANE_MODE.payload | LANE_MODE.started)) !== (LANE_MODE.payload | LANE_MODE.started)) return false;
        const length = ipEnd - payload;
        const ahead = (this.view.getInt32(transport + 4) - words[at + LANE.nextSequence]) | 0;
        if (ahead === 0) {
          if ((mode & LANE_MODE.glanced) === 0 || !this.glance(at, mode, bytes, payload, ipEnd, timeUs, frame))
            return false;
          words[at + LANE.nextSequence] = (words[at + LANE.nextSequence] + length) | 0;
        } else if (ahead > 0 || ahead < -MAX_JUMP || -ahead < length) return false;
      }
    } else if ((mode & LANE_MODE.done) === 0) {
      const length = (bytes[transport + 4] << 8) | bytes[transport + 5];
      const payload = transport + UDP_HEADER_BYTES;
      // The long way leaves one without payload out of what may be copied.
      if (length <= UDP_HEADER_BYTES || transport + length > ipEnd) return false;
      const mark = markOf(bytes, ip, transport);
      if (mark === words[at + LANE.mark]) {
        if (mark !== NO_MARK && this.isCopy(at, timeUs)) return false;
      } else if (mark === NO_MARK || words[at + LANE.mark] === NO_MARK) return false;
      const isGlanced =
        (mode & LANE_MODE.glanced) !== 0 && this.glance(at, mode, bytes, payload, transport + length, timeUs, frame);
      if (!isGlanced && !this.replay(at, bytes, payload, transport + length, timeUs, frame)) return false;
      words[at + LANE.mark] = mark;
    }

    const isFirst = words[at + LANE.packets] === 0;
    lanes.count(at, wireLength, bytes[ip + 8], timeUs, frame);
    if (!isFirst) return true;
    if (this.mustBeExact(at)) this.flush(at, true);
    else {
      if (lanes.isDirtyFull) this.flushAll();
      lanes.markDirty(at);
    }
    return true;
  }

  /** Whether a datagram with the mark of the lane's last one is a copy: the long way weighs those, and knows all counts. */
  private isCopy(at: number, timeUs: number): boolean {
    const { words, numbers } = this.lanes;
    const isCounting = words[at + LANE.packets] > 0;
    if (isCounting && isSoon(timeUs, numbers[(at >> 1) + LANE_NUMBER.lastUs])) return true;
    const { datagrams } = this.conversations[words[at + LANE.application]];
    return datagrams?.isSoonAfter((words[at + LANE.mode] & LANE_MODE.fromB) !== 0, timeUs) === true;
  }

  /** Whether a SYN, SYN-ACK, FIN or RST says nothing of the conversation that is not known. */
  private isRepeated(flags: number, mode: number, hasPayload: boolean): boolean {
    switch (flags) {
      case TCP_FLAG.syn:
        return (mode & LANE_MODE.mayOpen) !== 0 && !hasPayload;
      case TCP_FLAG.syn | TCP_FLAG.ack:
        return (mode & LANE_MODE.mayAnswer) !== 0 && !hasPayload;
      case TCP_FLAG.fin:
      case TCP_FLAG.fin | TCP_FLAG.ack:
        return (mode & LANE_MODE.mayFinish) !== 0;
      case TCP_FLAG.rst:
      case TCP_FLAG.rst | TCP_FLAG.ack:
        return (mode & LANE_MODE.mayReset) !== 0;
      default:
        return false;
    }
  }

  /** A SYN-ACK on ports that were used before: both streams begin anew, with what it says comes next. */
  private reopen(at: number, transport: number): void {
    const { lanes, view, flows } = this;
    const { words } = lanes;
    const isFromB = (words[at + LANE.mode] & LANE_MODE.fromB) !== 0;
    const { streamA, streamB } = this.conversations[words[at + LANE.application]];
    const sequence = view.getInt32(transport + 4);
    const acknowledged = view.getInt32(transport + 8);
    (isFromB ? streamB : streamA)?.open(sequence);
    (isFromB ? streamA : streamB)?.open((acknowledged - 1) | 0);
    words[at + LANE.nextSequence] = (sequence + 1) | 0;
    const peer = flows.lane(words[at + LANE.flow] - 1, !isFromB);
    if (peer >= 0) words[peer + LANE.nextSequence] = acknowledged;
  }

  /** Puts into the tables what the lanes of a flow have counted, and has them look at the flow anew. */
  sync(row: number): void {
    const { flows } = this;
    const a = flows.lane(row, false);
    const b = flows.lane(row, true);
    if (a >= 0) this.refresh(a);
    if (b >= 0) this.refresh(b);
  }

  /** Puts into the tables what all lanes have counted. */
  flushAll(): void {
    const { lanes } = this;
    for (let i = 0; i < lanes.dirtyCount; i += 1) this.flush(lanes.dirty[i], false);
    lanes.dirtyCount = 0;
  }

  /** Rows have got new numbers. `flushAll` comes first. */
  forget(): void {
    if (this.lanes.isEmpty) return;
    this.lanes.clear();
    for (let row = 0; row < this.flows.size; row += 1) {
      this.flows.setLane(row, false, -1);
      this.flows.setLane(row, true, -1);
    }
  }

  private refresh(at: number): void {
    this.flush(at, false);
    this.lanes.disarm(at);
  }

  private displace(at: number): void {
    const { words } = this.lanes;
    this.flush(at, false);
    this.flows.setLane(words[at + LANE.flow] - 1, (words[at + LANE.mode] & LANE_MODE.fromB) !== 0, -1);
    words[at + LANE.flow] = 0;
  }

  /**
   * Packets may be counted together while the order of what they mean for endpoints does not matter: nobody else uses
   * their addresses, and that both ends converse has been noted.
   */
  private mustBeExact(at: number): boolean {
    const { words } = this.lanes;
    const { endpoints } = this;
    const sender = words[at + LANE.sender];
    const receiver = words[at + LANE.receiver];
    if (endpoints.isContested(sender) || (receiver >= 0 && endpoints.isContested(receiver))) return true;
    const isAnswered = (words[at + LANE.mode] & LANE_MODE.answered) !== 0;
    return isAnswered && !(endpoints.hasConversed(sender) && (receiver < 0 || endpoints.hasConversed(receiver)));
  }

  /** Puts into the tables what a lane has counted; `isExact`: one packet, at its place in the order of all. */
  private flush(at: number, isExact: boolean): void {
    const { flows, endpoints, lanes } = this;
    const { words, numbers } = lanes;
    const packets = words[at + LANE.packets];
    if (packets === 0) return;
    const number = at >> 1;
    const mode = words[at + LANE.mode];
    const row = words[at + LANE.flow] - 1;
    const isFromB = (mode & LANE_MODE.fromB) !== 0;
    const sender = words[at + LANE.sender];
    const receiver = words[at + LANE.receiver];
    const ttls = words[at + LANE.ttls];
    const firstUs = numbers[number + LANE_NUMBER.firstUs];
    const lastUs = numbers[number + LANE_NUMBER.lastUs];
    const lastFrame = numbers[number + LANE_NUMBER.lastFrame];
    flows.countSeveral(row, isFromB, packets, numbers[number + LANE_NUMBER.bytes], firstUs, lastUs, lastFrame);
    if (isExact) {
      endpoints.countSent(sender, ttls & 0xff, lastUs, lastFrame);
      if (receiver >= 0) endpoints.countReceived(receiver, lastUs, lastFrame);
    } else {
      endpoints.countSeveralSent(sender, packets, ttls & 0xff, ttls >>> 8, firstUs, lastUs);
      if (receiver >= 0) endpoints.countSeveralReceived(receiver, packets, firstUs, lastUs);
    }
    if ((mode & LANE_MODE.answered) !== 0) {
      endpoints.markConversed(sender);
      if (receiver >= 0 && endpoints.hasSent(receiver)) endpoints.markConversed(receiver);
    }
    const application = words[at + LANE.application];
    if (application >= 0) this.flushConversation(at, this.conversations[application], isFromB);
    lanes.clean(at);
  }

  private flushConversation(at: number, conversation: Conversation, isFromB: boolean): void {
    const { words, numbers } = this.lanes;
    const number = at >> 1;
    const mode = words[at + LANE.mode];
    if ((mode & LANE_MODE.started) !== 0) {
      const stream = isFromB ? conversation.streamB : conversation.streamA;
      stream?.moveTo(words[at + LANE.nextSequence]);
    }
    if ((mode & LANE_MODE.tcp) === 0 && words[at + LANE.mark] !== NO_MARK) {
      conversation.noteDatagram(isFromB, words[at + LANE.mark], numbers[number + LANE_NUMBER.lastUs]);
    }
    const operations = words[at + LANE.operations];
    if (operations > 0) {
      const firstFrame = numbers[number + LANE_NUMBER.firstOperationFrame];
      conversation.countOperations((operations & GLANCE.operation) - 1, operations >>> OPERATION_BITS, firstFrame);
    }
    if (words[at + LANE.statements] > 0) {
      const stated = isFromB ? conversation.statedB : conversation.statedA;
      const firstUs = numbers[number + LANE_NUMBER.statementFirstUs];
      const lastUs = numbers[number + LANE_NUMBER.statementLastUs];
      if (stated) this.findings.allAgain(stated, words[at + LANE.statements], firstUs, lastUs);
    }
  }

  /** Works out what may be done with the lane's packets; false when they have to go the long way. */
  private arm(at: number): boolean {
    const { flows } = this;
    const { words } = this.lanes;
    const row = words[at + LANE.flow] - 1;
    let mode = words[at + LANE.mode] | LANE_MODE.armed;
    const isFromB = (mode & LANE_MODE.fromB) !== 0;
    // The flow's end has changed its card since.
    if (flows.endpoint(row, isFromB) !== words[at + LANE.sender]) return false;
    const side = isFromB ? 1 : 0;
    const flags = flows.flags(row);
    if ((flags & (FLOW_FLAG.sent << (1 - side))) !== 0) mode |= LANE_MODE.answered;
    if ((flags & (FLOW_FLAG.payload << side)) !== 0) mode |= LANE_MODE.payload;
    if ((flags & (FLOW_FLAG.done << side)) !== 0) mode |= LANE_MODE.done;
    if ((flags & (FLOW_FLAG.asks | (FLOW_FLAG.asks << 1))) !== 0) mode |= LANE_MODE.sided;
    if (isOpenedByB(flows, row, this.index) === isFromB) mode |= LANE_MODE.fromInitiator;
    const application = flows.application(row);
    words[at + LANE.application] = application;
    const conversation = application < 0 ? null : this.conversations[application];
    if ((mode & LANE_MODE.tcp) !== 0) mode |= controlMode(flags, isFromB, conversation);
    words[at + LANE.mode] = mode | (conversation ? this.modeOf(at, conversation, mode) : 0);
    return true;
  }

  /** What the conversation allows; notes the sequence number that comes next. */
  private modeOf(at: number, conversation: Conversation, lane: number): number {
    const isFromB = (lane & LANE_MODE.fromB) !== 0;
    const { decoder } = conversation;
    const isRead = decoder !== null && conversation.isCertain && conversation.decodedMessages > 0;
    let mode = (isFromB ? conversation.statedB : conversation.statedA) === null ? 0 : LANE_MODE.stated;
    let isInStep = true;
    if ((lane & LANE_MODE.tcp) !== 0) {
      const stream = isFromB ? conversation.streamB : conversation.streamA;
      const peer = isFromB ? conversation.streamA : conversation.streamB;
      if (peer?.isWaiting) mode |= LANE_MODE.waitedFor;
      if (stream?.isStarted) {
        mode |= LANE_MODE.started;
        this.lanes.words[at + LANE.nextSequence] = stream.next;
      }
      isInStep = stream?.holdsNothing === true && !(isFromB ? conversation.isOutOfStepB : conversation.isOutOfStepA);
      // Until its peer speaks too, a segment may have to wait for what it answers.
      const isAlone =
        (this.flows.flags(this.lanes.words[at + LANE.flow] - 1) & (FLOW_FLAG.payload << (isFromB ? 0 : 1))) === 0;
      if (conversation.held !== null || (isAlone && !conversation.isOneSided)) isInStep = false;
    } else {
      this.lanes.words[at + LANE.mark] = conversation.datagrams?.mark(isFromB) ?? NO_MARK;
      if (isRead && conversation.isRemembered && conversation.state === null) mode |= LANE_MODE.remembered;
    }
    // Glances count no messages.
    const isCounted = decoder?.messagesPerFlow !== Number.POSITIVE_INFINITY;
    if (!isRead || isCounted || !isInStep || !decoder.glance) return mode;
    this.lanes.words[at + LANE.memory] = decoder.glanceMemory(
      conversation.state,
      (lane & LANE_MODE.fromInitiator) !== 0,
    );
    const number = this.index.numberOf(decoder);
    this.glances[number] = decoder.glance;
    return mode | LANE_MODE.glanced | (number << LANE_MODE.decoderShift);
  }

  /** True when all messages of the payload could be taken by a glance, and have been counted. */
  private glance(
    at: number,
    mode: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    timeUs: number,
    frame: number,
  ): boolean {
    const { words } = this.lanes;
    const { seen } = this;
    const glanceAt = this.glances[mode >>> LANE_MODE.decoderShift];
    const memory = words[at + LANE.memory];
    const fromInitiator = (mode & LANE_MODE.fromInitiator) !== 0;
    let messages = 0;
    for (let from = start; from < end; messages += 1) {
      const glance = glanceAt(bytes, from, end, memory, fromInitiator);
      const length = glance >> GLANCE.lengthShift;
      if (length <= 0 || length > end - from || messages === seen.length) return false;
      if ((mode & LANE_MODE.tcp) === 0 && length !== end - from) return false;
      // The first word of a decoder about who asks has to be heard, and what is repeated must have been said.
      if ((mode & LANE_MODE.sided) === 0 && (glance & GLANCE.hasNoSide) === 0) return false;
      if ((glance & GLANCE.statesSame) !== 0 && (mode & LANE_MODE.stated) === 0) return false;
      seen[messages] = glance & (GLANCE.operation | GLANCE.statesSame);
      from += length;
    }
    for (let i = 0; i < messages; i += 1) {
      if ((seen[i] & GLANCE.operation) !== 0) this.countOperation(at, seen[i] & GLANCE.operation, frame);
      if ((seen[i] & GLANCE.statesSame) !== 0) this.countStatements(at, timeUs);
    }
    return true;
  }

  /** A lane counts one kind of operation; a second one is counted where it belongs at once. */
  private countOperation(at: number, operation: number, frame: number): void {
    const { words, numbers } = this.lanes;
    const counted = words[at + LANE.operations];
    if (counted === 0) {
      words[at + LANE.operations] = (1 << OPERATION_BITS) | operation;
      numbers[(at >> 1) + LANE_NUMBER.firstOperationFrame] = frame;
    } else if ((counted & GLANCE.operation) === operation && counted < MAX_COUNTED) {
      words[at + LANE.operations] = counted + (1 << OPERATION_BITS);
    } else this.conversations[words[at + LANE.application]].countOperations(operation - 1, 1, frame);
  }

  private countStatements(at: number, timeUs: number): void {
    const { words, numbers } = this.lanes;
    const number = at >> 1;
    words[at + LANE.statements] += 1;
    if (words[at + LANE.statements] === 1) {
      numbers[number + LANE_NUMBER.statementFirstUs] = numbers[number + LANE_NUMBER.statementLastUs] = timeUs;
      return;
    }
    const first = numbers[number + LANE_NUMBER.statementFirstUs];
    if (timeUs >= 0 && (timeUs < first || first < 0)) numbers[number + LANE_NUMBER.statementFirstUs] = timeUs;
    if (timeUs > numbers[number + LANE_NUMBER.statementLastUs]) numbers[number + LANE_NUMBER.statementLastUs] = timeUs;
  }

  /** True when the datagram came before byte by byte: what it says has been said again. */
  private replay(at: number, bytes: Uint8Array, start: number, end: number, timeUs: number, frame: number): boolean {
    const { words } = this.lanes;
    const mode = words[at + LANE.mode];
    if ((mode & LANE_MODE.remembered) === 0) return false;
    const conversation = this.conversations[words[at + LANE.application]];
    conversation.isCopy = false;
    const { packet, flows } = this;
    packet.row = words[at + LANE.flow] - 1;
    packet.isFromB = (mode & LANE_MODE.fromB) !== 0;
    packet.sender = words[at + LANE.sender];
    packet.receiver = flows.endpoint(packet.row, !packet.isFromB);
    packet.timeUs = timeUs;
    packet.frame = frame;
    if (!this.memo.replay(packet, bytes, start, end, conversation)) return false;
    const limit = conversation.decoder?.messagesPerFlow ?? Number.POSITIVE_INFINITY;
    if (limit !== Number.POSITIVE_INFINITY && conversation.countMessage(packet.isFromB) >= limit) {
      flows.addFlags(packet.row, FLOW_FLAG.done << (packet.isFromB ? 1 : 0));
      words[at + LANE.mode] = mode | LANE_MODE.done;
    }
    return true;
  }

  /** Fills the key of the lanes; false when it is no plain IPv4 packet of TCP or UDP that is wholly there. */
  private readKey(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes !== this.viewed) this.look(bytes);
    let ip = start + ETHERNET_BYTES;
    if (ip + IPV4_BYTES + UDP_HEADER_BYTES > end) return false;
    const { view } = this;
    let type = view.getUint16(ip - 2, true);
    let tag = 0;
    if (type === VLAN_TYPE) {
      const id = ((bytes[ip] << 8) | bytes[ip + 1]) & 0xfff;
      if (id === 0 || id === 4095) return false;
      tag = id + 1;
      type = view.getUint16(ip + 2, true);
      ip += 4;
    }
    if (type !== IPV4_TYPE || bytes[ip] !== 0x45 || ip + IPV4_BYTES > end) return false;
    const totalLength = (bytes[ip + 2] << 8) | bytes[ip + 3];
    const protocol = bytes[ip + 9];
    const minimum = protocol === IP_PROTOCOL.tcp ? IPV4_BYTES + TCP_HEADER_BYTES : IPV4_BYTES + UDP_HEADER_BYTES;
    if (protocol !== IP_PROTOCOL.tcp && protocol !== IP_PROTOCOL.udp) return false;
    // More fragments or an offset: the long way puts them together.
    if (totalLength < minimum || ip + totalLength > end || (view.getUint16(ip + 6, true) & 0xff3f) !== 0) return false;
    this.networkAt = ip;
    const { key } = this.lanes;
    key[0] = view.getInt32(start, true);
    key[1] = view.getInt32(start + 4, true);
    key[2] = view.getInt32(start + 8, true);
    key[3] = (tag << 8) | protocol;
    key[4] = view.getInt32(ip + 12, true);
    key[5] = view.getInt32(ip + 16, true);
    key[6] = view.getInt32(ip + 20, true);
    return true;
  }

  private look(bytes: Uint8Array): void {
    this.viewed = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
}

/** Which flags of TCP change nothing when they come once more: see ApplicationReader.control. */
function controlMode(flags: number, isFromB: boolean, conversation: Conversation | null): number {
  const side = isFromB ? 1 : 0;
  const own = conversation && (isFromB ? conversation.streamB : conversation.streamA);
  const peer = conversation && (isFromB ? conversation.streamA : conversation.streamB);
  const isOwnEmpty = !own || own.isEmpty;
  const areEmpty = isOwnEmpty && (!peer || peer.isEmpty) && (conversation?.held ?? null) === null;
  const isDone = (flags & (FLOW_FLAG.done | (FLOW_FLAG.done << 1))) !== 0;
  let mode = 0;
  if ((flags & (FLOW_FLAG.syn << side)) !== 0) mode |= LANE_MODE.mayOpen;
  if ((flags & (FLOW_FLAG.synAck << side)) !== 0 && own && peer && areEmpty && !isDone) mode |= LANE_MODE.mayAnswer;
  if ((flags & (FLOW_FLAG.reset << side)) !== 0 && areEmpty) mode |= LANE_MODE.mayReset;
  if (isOwnEmpty) mode |= LANE_MODE.mayFinish;
  return mode;
}
