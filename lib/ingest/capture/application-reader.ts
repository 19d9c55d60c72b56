import type { EndpointTable } from "@/lib/capture/endpoint-table";
import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { CUT_REASON, IP_PROTOCOL, OUTCOME, Packet, TCP_FLAG } from "@/lib/capture/packet";
import { SCTP_CHUNK, sctpChunks } from "@/lib/capture/sctp-chunks";
import { MAX_PENDING_BYTES, MemoryBudget, type StreamSink, TcpStream } from "@/lib/capture/tcp-stream";
import { ipText } from "@/lib/domain/address-text";
import { ByteReader } from "@/lib/protocols/byte-reader";
import type { Decoder } from "@/lib/protocols/define-decoder";
import { AnnouncedEnds } from "./announced-ends";
import { Conversation } from "./conversation";
import { markOfNumber, NO_MARK } from "./datagram-copy";
import { DecoderChoice, linkLayer, MAX_ATTEMPTS } from "./decoder-choice";
import type { DecoderIndex } from "./decoder-index";
import type { FindingFold } from "./finding-fold";
import { isOpenedByB } from "./flow-direction";
import { HeldSegments } from "./held-segments";
import { CaptureContext } from "./message-context";
import { MessageMemo } from "./message-memo";
import { MessageObserver } from "./message-observer";

/** Bytes kept of a stream whose protocol is not known yet: enough for any first message's head. */
const MAX_UNKNOWN_BYTES = 1_024;
/** Bytes that all TCP streams of a capture hold together. */
export const REASSEMBLY_BYTES = 64 * 1_024 * 1_024;
/** Bytes that wait for what they answer, of all connections together. */
const HELD_BYTES = 8 * 1_024 * 1_024;
/** So many that acknowledge nothing were sent to an end that listens. */
const MESSAGES_TO_A_SILENT_PEER = 8;
const UDP_HEADER_BYTES = 8;
const NO_DECODERS: readonly Decoder[] = [];

/** Finds the protocol of each flow by its payload, cuts its bytes into messages and hands them to the decoder. */
export class ApplicationReader implements StreamSink {
  readonly conversations: Conversation[] = [];
  readonly budget = new MemoryBudget(REASSEMBLY_BYTES);
  /** What reading the last packet's payload came to; OUTCOME.parsed when nothing spoke against it. */
  outcome: number = OUTCOME.parsed;
  reason = "";

  readonly memo: MessageMemo;
  /** Conversations of the capture so far. */
  private started = 0;
  private readonly context = new CaptureContext();
  private readonly choice: DecoderChoice;
  private readonly observer: MessageObserver;
  private readonly reader = new ByteReader(new Uint8Array(0));
  // The message under way.
  private conversation: Conversation | null = null;
  private row = 0;
  private isFromB = false;
  private packet: Packet | null = null;
  private readonly heldBudget = new MemoryBudget(HELD_BYTES);
  /** How many conversations hold something back. */
  private holding = 0;
  /** Stands for the packet of a held segment while that is read. */
  private readonly heldPacket = new Packet();
  /** Reused: what the memo is asked with. */
  private readonly asked = { row: 0, isFromB: false, sender: 0, receiver: 0, sequence: 0, timeUs: 0, frame: 0 };

  constructor(
    private readonly flows: FlowTable,
    private readonly endpoints: EndpointTable,
    private readonly index: DecoderIndex,
    findings: FindingFold,
    private readonly remembersMessages: boolean,
  ) {
    this.memo = new MessageMemo(findings);
    const announced = new AnnouncedEnds(index);
    this.choice = new DecoderChoice(index, this.context, announced);
    this.observer = new MessageObserver(this.context, findings, flows, announced);
  }

  private begin(packet: Packet, row: number, isFromB: boolean): void {
    this.packet = packet;
    this.row = row;
    this.isFromB = isFromB;
    this.outcome = OUTCOME.parsed;
    const known = this.flows.application(row);
    this.conversation = known < 0 ? null : this.conversations[known];
  }

  private start(layer: Conversation["layer"]): Conversation {
    if (this.conversation) return this.conversation;
    const { flows, row } = this;
    this.started += 1;
    const conversation = new Conversation(this.started, layer, this.ipOf(row, false), this.ipOf(row, true));
    flows.setApplication(row, this.conversations.length);
    this.conversations.push(conversation);
    this.conversation = conversation;
    return conversation;
  }

  /** The end's address; null without IP, and where the table keeps none. */
  private ipOf(row: number, isB: boolean): string | null {
    const { flows } = this;
    if (!flows.isIp(row)) return null;
    const word0 = flows.addressWord(row, isB, 0);
    const word1 = flows.addressWord(row, isB, 1);
    const word2 = flows.addressWord(row, isB, 2);
    const word3 = flows.addressWord(row, isB, 3);
    return (word0 | word1 | word2 | word3) === 0 ? null : ipText(word0, word1, word2, word3);
  }

  /** The decoder that takes the link-layer payload; null when none knows it. Asked before the flow is looked up. */
  chooseForLink(packet: Packet): Decoder | null {
    return this.choice.forLink(packet);
  }

  link(packet: Packet, row: number, isFromB: boolean, decoder: Decoder): void {
    this.begin(packet, row, isFromB);
    if (this.isDone()) return;
    const conversation = this.start(linkLayer(packet));
    conversation.decoder = decoder;
    conversation.isCertain = true;
    this.message(conversation, packet.bytes, packet.payloadStart, packet.payloadEnd, isLinkCut(packet));
  }

  /** One datagram: UDP, or directly on IP. */
  datagram(packet: Packet, row: number, isFromB: boolean): void {
    this.begin(packet, row, isFromB);
    if (this.isDone()) return;
    const isUdp = packet.ipProtocol === IP_PROTOCOL.udp;
    const portless = isUdp ? NO_DECODERS : this.index.atIp(packet.ipProtocol);
    if ((!isUdp && portless.length === 0) || packet.payloadStart >= packet.payloadEnd) return;
    const conversation = this.start(isUdp ? "udp" : "ip");
    const { bytes, payloadStart, payloadEnd } = packet;
    if (isUdp) {
      const number = packet.ipVersion === 4 ? packet.fragmentId : 0;
      const mark = number === 0 ? NO_MARK : markOfNumber(number, bytes, payloadStart - UDP_HEADER_BYTES);
      conversation.beginDatagram(isFromB, mark, packet.timeUs);
    }
    const isCut = payloadEnd - payloadStart < packet.payloadLength;
    if (!this.settle(conversation, portless, bytes, payloadStart, payloadEnd, isCut)) {
      conversation.countAttempt();
      if (conversation.attempts >= MAX_ATTEMPTS) this.giveUp(conversation);
      return;
    }
    this.message(conversation, bytes, payloadStart, payloadEnd, isCut);
  }

  /** One SCTP packet: who began, and the messages that begin in it. */
  chunks(packet: Packet, row: number, isFromB: boolean): void {
    const { flows } = this;
    const side = isFromB ? 1 : 0;
    this.begin(packet, row, isFromB);
    const { bytes, payloadStart, payloadEnd } = packet;
    for (const chunk of sctpChunks(bytes, payloadStart, payloadEnd)) {
      if (chunk.type === SCTP_CHUNK.init) flows.addFlags(row, FLOW_FLAG.syn << side);
      else if (chunk.type === SCTP_CHUNK.initAck) flows.addFlags(row, FLOW_FLAG.synAck << side);
      if (chunk.type !== SCTP_CHUNK.data || chunk.start >= chunk.end) continue;
      flows.addFlags(row, FLOW_FLAG.payload << side);
      if (!chunk.isBeginning || this.isDone()) continue;
      const conversation = this.start("sctp");
      if (this.settle(conversation, NO_DECODERS, bytes, chunk.start, chunk.end, chunk.isCut))
        this.message(conversation, bytes, chunk.start, chunk.end, chunk.isCut);
      else {
        conversation.countAttempt();
        if (conversation.attempts >= MAX_ATTEMPTS) this.giveUp(conversation);
      }
    }
  }

  /** One TCP segment: its flags, then its payload. */
  segment(packet: Packet, row: number, isFromB: boolean): void {
    const { flows } = this;
    const { tcpFlags, payloadLength } = packet;
    const side = isFromB ? 1 : 0;
    this.outcome = OUTCOME.parsed;
    if ((tcpFlags & (TCP_FLAG.syn | TCP_FLAG.rst | TCP_FLAG.fin)) !== 0) this.control(packet, row, isFromB);
    const known = flows.application(row);
    const hasAcknowledged = (tcpFlags & TCP_FLAG.ack) !== 0;
    if (hasAcknowledged && known >= 0) this.acknowledge(packet, row, isFromB, this.conversations[known]);
    if (payloadLength === 0 || (tcpFlags & TCP_FLAG.rst) !== 0) return;
    if ((flows.flags(row) & (FLOW_FLAG.done << side)) !== 0) return;
    flows.addFlags(row, FLOW_FLAG.payload << side);
    this.begin(packet, row, isFromB);
    const conversation = this.start("tcp");
    if (hasAcknowledged && this.isEarly(conversation, packet) && this.hold(conversation, packet)) return;
    const { bytes, payloadStart, payloadEnd } = packet;
    this.stream(conversation, isFromB).segment(packet.sequence, bytes, payloadStart, payloadEnd, payloadLength, this);
    if (conversation.held !== null) this.readReached(conversation);
    if ((tcpFlags & TCP_FLAG.fin) !== 0) this.end(conversation, isFromB);
  }

  /** The sender has bytes of its peer which the capture has not shown, nor any other of them. */
  private isEarly(conversation: Conversation, packet: Packet): boolean {
    const { flows, row, isFromB } = this;
    if (conversation.isOneSided || (flows.flags(row) & (FLOW_FLAG.payload << (isFromB ? 0 : 1))) !== 0) return false;
    const peer = isFromB ? conversation.streamA : conversation.streamB;
    if (conversation.expected === null || peer?.isStarted)
      conversation.expected = peer?.isStarted ? peer.next : packet.acknowledgement;
    if (((packet.acknowledgement - conversation.expected) | 0) > 0) return true;
    // A peer that has nothing to say need not be waited for.
    if (conversation.decodedMessages >= MESSAGES_TO_A_SILENT_PEER) conversation.isOneSided = true;
    return false;
  }

  /** False when there is no room for it, so that it is to be read now. */
  private hold(conversation: Conversation, packet: Packet): boolean {
    if (conversation.held === null) {
      conversation.held = new HeldSegments(this.heldBudget, this.isFromB);
      this.holding += 1;
    }
    if (conversation.held.add(packet)) return true;
    conversation.isOneSided = true;
    this.readHeld(conversation, isAlwaysDue);
    return false;
  }

  /** What had been sent before this packet was: its sender has it, or its receiver had all that comes before the packet. */
  private readSentBefore(conversation: Conversation, packet: Packet): void {
    const { sequence, acknowledgement } = packet;
    this.readHeld(
      conversation,
      (heldSequence, heldAcknowledgement) =>
        ((heldAcknowledgement - sequence) | 0) <= 0 || ((heldSequence - acknowledgement) | 0) < 0,
    );
  }

  /** What answers that which has been read. */
  private readReached(conversation: Conversation): void {
    const peer = conversation.held?.isFromB ? conversation.streamA : conversation.streamB;
    if (peer?.isStarted)
      this.readHeld(conversation, (_sequence, acknowledgement) => ((acknowledgement - peer.next) | 0) <= 0);
  }

  /** Reads segments that waited, each as a packet of its own time and place, as long as the first is due. */
  private readHeld(conversation: Conversation, isDue: (sequence: number, acknowledgement: number) => boolean): void {
    const { held } = conversation;
    const { packet, row, isFromB, heldPacket: it } = this;
    if (held === null) return;
    const stream = this.stream(conversation, held.isFromB);
    while (held.takeFirst(isDue, it)) {
      this.packet = it;
      this.isFromB = held.isFromB;
      stream.segment(it.sequence, it.bytes, it.payloadStart, it.payloadEnd, it.payloadLength, this);
    }
    this.packet = packet;
    this.row = row;
    this.isFromB = isFromB;
    if (!held.isEmpty) return;
    conversation.held = null;
    this.holding -= 1;
  }

  /** What is held still is read as it is: its conversations are told of without the other half. */
  readAllHeld(packet: Packet): void {
    const { flows } = this;
    for (let row = 0; row < flows.size && this.holding > 0; row += 1) {
      const known = flows.application(row);
      if (known < 0 || this.conversations[known].held === null) continue;
      this.begin(packet, row, false);
      this.readHeld(this.conversations[known], isAlwaysDue);
    }
  }

  private control(packet: Packet, row: number, isFromB: boolean): void {
    const { flows } = this;
    const { tcpFlags } = packet;
    const side = isFromB ? 1 : 0;
    this.begin(packet, row, isFromB);
    if ((tcpFlags & TCP_FLAG.syn) !== 0) {
      const isAnswer = (tcpFlags & TCP_FLAG.ack) !== 0;
      const isFirst = (flows.flags(row) & (FLOW_FLAG.synAck << side)) === 0;
      flows.addFlags(row, (isAnswer ? FLOW_FLAG.synAck : FLOW_FLAG.syn) << side);
      if (isAnswer) {
        const conversation = this.start("tcp");
        // A new connection on the old ports.
        if (!isFirst && conversation.held !== null) this.readHeld(conversation, isAlwaysDue);
        flows.clearFlags(row, FLOW_FLAG.done | (FLOW_FLAG.done << 1));
        this.stream(conversation, isFromB).open(packet.sequence);
        // Where the clocks of two sensors differ, the answer to the SYN comes behind what its sender has said since.
        const peer = this.stream(conversation, !isFromB);
        if (!isFirst || !peer.hasBegunAt(packet.acknowledgement)) peer.open((packet.acknowledgement - 1) | 0);
      }
    }
    if ((tcpFlags & TCP_FLAG.rst) !== 0) {
      flows.addFlags(row, FLOW_FLAG.reset << side);
      if (this.conversation) {
        this.end(this.conversation, false);
        this.end(this.conversation, true);
      }
    } else if ((tcpFlags & TCP_FLAG.fin) !== 0 && packet.payloadLength === 0 && this.conversation) {
      this.end(this.conversation, isFromB);
    }
  }

  private acknowledge(packet: Packet, row: number, isFromB: boolean, conversation: Conversation): void {
    if (conversation.held !== null && conversation.held.isFromB !== isFromB) {
      this.begin(packet, row, isFromB);
      this.readSentBefore(conversation, packet);
    }
    const stream = isFromB ? conversation.streamA : conversation.streamB;
    if (!stream?.isWaiting) return;
    this.begin(packet, row, !isFromB);
    stream.acknowledge(packet.acknowledgement, this);
  }

  /** Nothing more comes from this end: what waits for lost bytes is read as it is. */
  private end(conversation: Conversation, isB: boolean): void {
    const stream = isB ? conversation.streamB : conversation.streamA;
    if (!stream) return;
    const wasFromB = this.isFromB;
    this.isFromB = isB;
    stream.flush(this);
    stream.release();
    this.isFromB = wasFromB;
  }

  /** Reads what is still held of a flow that is about to be folded, and frees it. */
  finish(packet: Packet, row: number): void {
    this.begin(packet, row, false);
    if (!this.conversation) return;
    if (this.conversation.held !== null) this.readHeld(this.conversation, isAlwaysDue);
    this.end(this.conversation, false);
    this.end(this.conversation, true);
    this.conversation.streamA?.close();
    this.conversation.streamB?.close();
  }

  /** Begins a new interval: operations and statements are collected anew. */
  beginInterval(): void {
    for (const conversation of this.conversations) conversation.beginInterval();
    this.memo.clear();
    this.budget.refusals = 0;
  }

  /** Forgets the states of flows that the table has dropped. */
  compact(): void {
    const { flows, conversations } = this;
    let kept = 0;
    const old = conversations.slice();
    for (let row = 0; row < flows.size; row += 1) {
      const known = flows.application(row);
      if (known < 0) continue;
      conversations[kept] = old[known];
      flows.setApplication(row, kept);
      kept += 1;
    }
    conversations.length = kept;
  }

  private stream(conversation: Conversation, isB: boolean): TcpStream {
    if (isB) {
      conversation.streamB ??= new TcpStream(this.budget);
      return conversation.streamB;
    }
    conversation.streamA ??= new TcpStream(this.budget);
    return conversation.streamA;
  }

  /** In-order TCP bytes: see StreamSink. */
  consume(bytes: Uint8Array, start: number, end: number, freshStart: number, isCut: boolean): number {
    const { conversation } = this;
    if (!conversation || (this.flows.flags(this.row) & (FLOW_FLAG.done << (this.isFromB ? 1 : 0))) !== 0)
      return end - start;
    if (!conversation.isCertain) conversation.bring(end - freshStart);
    const wasKnown = conversation.decoder !== null;
    let at = start;
    if (!this.settle(conversation, NO_DECODERS, bytes, start, end, isCut)) {
      // The capture may have begun in the middle of a message: the new segment may begin one.
      if (freshStart === start || !this.settle(conversation, NO_DECODERS, bytes, freshStart, end, isCut)) {
        return this.unknown(conversation, end - start);
      }
      at = freshStart;
    }
    const used = this.messages(conversation, bytes, at, end, isCut);
    if (!wasKnown && conversation.decoder) this.reconsiderPeer(conversation);
    return used + (at - start);
  }

  /** What the other end said before the protocol was known. */
  private reconsiderPeer(conversation: Conversation): void {
    const peer = this.isFromB ? conversation.streamA : conversation.streamB;
    if (!peer) return;
    this.isFromB = !this.isFromB;
    peer.reconsider(this);
    this.isFromB = !this.isFromB;
  }

  private unknown(conversation: Conversation, size: number): number {
    conversation.countAttempt();
    if (conversation.attempts >= MAX_ATTEMPTS) this.giveUp(conversation);
    else if (size < MAX_UNKNOWN_BYTES) return 0;
    return size;
  }

  private giveUp(conversation: Conversation): void {
    conversation.isUnknown = true;
    this.flows.addFlags(this.row, FLOW_FLAG.done | (FLOW_FLAG.done << 1));
    conversation.streamA?.release();
    conversation.streamB?.release();
  }

  /** Cuts bytes into messages; returns how many bytes are done with. */
  private messages(conversation: Conversation, bytes: Uint8Array, start: number, end: number, isCut: boolean): number {
    let at = start;
    if (!this.isInStep(conversation, bytes, start, end)) return end - start;
    while (at < end) {
      const { decoder } = conversation;
      if (!decoder || this.isDone()) return end - start;
      const length = decoder.frame ? decoder.frame(this.reader.reset(bytes, at, end)) : end - at;
      const available = end - at;
      if (length < 0) {
        // Out of step: bytes are missing from the capture, or it was another protocol after all.
        if (!conversation.isCertain && conversation.decodedMessages === 0) this.dismiss(conversation);
        this.gap();
        return end - start;
      }
      if (length > available || length === 0) {
        const isTooLong = length > MAX_PENDING_BYTES || available >= MAX_PENDING_BYTES;
        if (!isCut && !isTooLong) return at - start;
        this.message(conversation, bytes, at, end, true);
        if (length > available) this.stream(conversation, this.isFromB).skip(length - available);
        return end - start;
      }
      this.message(conversation, bytes, at, at + length, false);
      at += length;
    }
    return end - start;
  }

  /** After a loss, waits for a segment that begins with a message. */
  private isInStep(conversation: Conversation, bytes: Uint8Array, start: number, end: number): boolean {
    if (!(this.isFromB ? conversation.isOutOfStepB : conversation.isOutOfStepA)) return true;
    this.describe(conversation, false);
    if (conversation.decoder && this.choice.probe(conversation.decoder, bytes, start, end) === "no") return false;
    if (this.isFromB) conversation.isOutOfStepB = false;
    else conversation.isOutOfStepA = false;
    return true;
  }

  gap(): void {
    if (!this.conversation) return;
    if (this.isFromB) this.conversation.isOutOfStepB = true;
    else this.conversation.isOutOfStepA = true;
  }

  private isDone(): boolean {
    return (this.flows.flags(this.row) & (FLOW_FLAG.done << (this.isFromB ? 1 : 0))) !== 0;
  }

  private dismiss(conversation: Conversation): void {
    conversation.decoder = null;
    conversation.attempts += 1;
    conversation.state = null;
    if (conversation.attempts >= MAX_ATTEMPTS) this.giveUp(conversation);
  }

  private settle(
    conversation: Conversation,
    portless: readonly Decoder[],
    bytes: Uint8Array,
    start: number,
    end: number,
    isCut: boolean,
  ): boolean {
    if (conversation.isCertain) return true;
    this.describe(conversation, isCut);
    if (!this.choice.settle(conversation, portless, bytes, start, end)) return false;
    const role = conversation.announced?.role;
    if (role) {
      const isAsker = (role === "client") === conversation.announced?.isSender;
      this.observer.attend(conversation, this.row, this.isFromB, "");
      this.observer.direction(isAsker ? "request" : "response");
    }
    return true;
  }

  /** Decodes one whole message (or, when cut, what there is of it). */
  private message(conversation: Conversation, bytes: Uint8Array, start: number, end: number, isCut: boolean): void {
    const { decoder } = conversation;
    if (!decoder) return;
    const { context, observer, isFromB, flows, packet, row } = this;
    const isMemorable =
      this.remembersMessages && packet !== null && !isCut && conversation.layer !== "tcp" && conversation.isCertain;
    const sender = flows.endpoint(row, isFromB);
    const receiver = flows.endpoint(row, !isFromB);
    // What was said before a decoder knew something of the flow may mean more now.
    if (isMemorable && sender >= 0 && conversation.state === null) {
      const { asked } = this;
      asked.row = row;
      asked.isFromB = isFromB;
      asked.sender = sender;
      asked.receiver = receiver;
      asked.timeUs = packet.timeUs;
      asked.frame = packet.frame;
      if (this.memo.replay(asked, bytes, start, end, conversation)) {
        this.countMessage(conversation, decoder);
        return;
      }
    }
    this.describe(conversation, isCut);
    const stateBefore = conversation.state;
    const flagsBefore = flows.flags(row);
    observer.attend(conversation, row, isFromB, decoder.name);
    const outcome = decoder.decode(this.reader.reset(bytes, start, end), observer, context);
    conversation.state = context.state;
    if (outcome === "decoded") {
      if (sender >= 0) this.endpoints.markSpoke(sender);
      if (isFromB) conversation.statedB = observer.repeatable();
      else conversation.statedA = observer.repeatable();
    }
    const isDecoded = outcome === "decoded" || outcome === "nothing";
    // A message that settles who asks may be read in another way once that is settled.
    const isStateless = stateBefore === null && context.state === null && flows.flags(row) === flagsBefore;
    if (isMemorable && sender >= 0 && isDecoded && isStateless) {
      this.memo.keep(observer.effects(), conversation);
      conversation.isRemembered = true;
    }
    if (outcome === "malformed" && !conversation.isCertain && conversation.decodedMessages === 0) {
      // Only the port spoke for it, and the first message speaks against it.
      this.dismiss(conversation);
      return;
    }
    if (outcome === "malformed") {
      this.outcome = OUTCOME.malformed;
      this.reason = decoder.lastReason;
    } else if (outcome === "truncated" || this.reader.isIncomplete) {
      this.outcome = OUTCOME.truncated;
      this.reason = CUT_REASON;
    }
    this.countMessage(conversation, decoder);
  }

  private countMessage(conversation: Conversation, decoder: Decoder): void {
    const { isFromB } = this;
    if (conversation.countMessage(isFromB) >= decoder.messagesPerFlow) {
      this.flows.addFlags(this.row, FLOW_FLAG.done << (isFromB ? 1 : 0));
      if (isFromB) conversation.streamB?.release();
      else conversation.streamA?.release();
    }
  }

  private describe(conversation: Conversation, isCut: boolean): void {
    const { context, flows, endpoints, row, isFromB, packet } = this;
    if (!packet) return;
    const senderRow = flows.endpoint(row, isFromB);
    const receiverRow = flows.endpoint(row, !isFromB);
    context.layer = conversation.layer;
    context.hasTime = packet.timeUs >= 0;
    context.timeUs = context.hasTime ? packet.timeUs : 0;
    context.frame = packet.frame;
    context.macs = packet.macs;
    context.senderCard = senderRow >= 0 ? endpoints.mac(senderRow) : undefined;
    context.receiverCard = receiverRow >= 0 ? endpoints.mac(receiverRow) : undefined;
    context.senderIp = isFromB ? conversation.ipB : conversation.ipA;
    context.receiverIp = isFromB ? conversation.ipA : conversation.ipB;
    if (conversation.layer === "tcp" || conversation.layer === "udp" || conversation.layer === "sctp") {
      context.senderPort = isFromB ? flows.portB(row) : flows.portA(row);
      context.receiverPort = isFromB ? flows.portA(row) : flows.portB(row);
    } else context.senderPort = context.receiverPort = null;
    context.fromInitiator = isOpenedByB(flows, row, this.index) === isFromB;
    context.isCut = isCut;
    context.state = conversation.state;
  }
}

const isAlwaysDue = () => true;
const isLinkCut = (packet: Packet) => packet.payloadEnd - packet.payloadStart < packet.payloadLength;
