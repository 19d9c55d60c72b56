import { dissectFrame } from "@/lib/capture/dissect-link";
import { dissectTransport } from "@/lib/capture/dissect-transport";
import { EndpointTable } from "@/lib/capture/endpoint-table";
import { FlowTable } from "@/lib/capture/flow-table";
import type { FrameSink } from "@/lib/capture/frame-sink";
import { IpFragments, type LostDatagram } from "@/lib/capture/ip-fragments";
import { LINK_TYPE, linkTypeName } from "@/lib/capture/link-type";
import { ARP_ETHER_TYPE, Neighbour } from "@/lib/capture/neighbour";
import { DEPTH, IP_PROTOCOL, LINK_KIND, NO_TUNNEL, OUTCOME, Packet, TUNNEL_PIECE } from "@/lib/capture/packet";
import { TunnelFragments } from "@/lib/capture/tunnel-fragments";
import { ipText, macText } from "@/lib/domain/address-text";
import { floodSentence, thinFlood } from "@/lib/domain/identity/endpoints/thin-flood";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { LEDGER_OUTCOMES, LedgerBuilder, OTHER_REASONS } from "@/lib/domain/import/ledger";
import type { ImportLimits } from "@/lib/ingest/define-importer";
import { AddressQuestions } from "./address-questions";
import { ApplicationReader, REASSEMBLY_BYTES } from "./application-reader";
import type { ConversationNames } from "./conversation-names";
import type { DecoderIndex } from "./decoder-index";
import { FindingFold } from "./finding-fold";
import { FlowFold } from "./flow-fold";
import { FlowSettler } from "./flow-settler";
import { KnownConversations } from "./known-conversations";
import { NeighbourBindings } from "./neighbour-bindings";
import { nthSmallest } from "./nth-smallest";
import { ServiceFold } from "./service-fold";
import { sightingOf } from "./sighting";

const MAX_TUNNELS = 4;
/** Conversations under way; beyond it those that rest are folded into their flows. */
const MAX_LIVE_FLOWS = 262_144;
/** Of these, conversations whose payload is read: their state is what takes memory, up to 2 KiB each. */
const MAX_LIVE_CONVERSATIONS = 65_536;
/** A conversation silent for so long is forgotten between two intervals of a capture that goes on. */
const IDLE_FLOW_US = 3_600_000_000;
/** Examples that an interval keeps of a flood that goes on since another of its day: the rows of a day stay bounded. */
const KEPT_OF_LASTING_FLOOD = 16;
const DAY_US = 86_400_000_000;
/** What a capture may add at most, whatever an importer may: made-up packets cost nothing, so floods come as captures. */
const MAX_ENDPOINTS = 50_000;
const MAX_FLOWS = 200_000;
/** Of identities, and of services. */
const MAX_STATEMENTS = 100_000;
/** Sentences about what is not understood that are kept: more than the ledger has room for. */
const MAX_LINK_REASONS = 1_000;
/** Beyond every kind of link payload. */
const SNAP_REASONS = 2 ** 41;
const NO_BYTES = new Uint8Array(0);

export interface CaptureEngineOptions {
  readonly maxLiveFlows?: number;
  /** Takes every packet the long way, and remembers no message (KnownConversations, MessageMemo): the same result. */
  readonly isThorough?: boolean;
  readonly names?: ConversationNames;
}

/**
 * Frames → what they say. One pass, bounded memory: tables of typed arrays for flows and endpoints, folds for what
 * decoders state. Every record ends in exactly one place of the ledger.
 */
export class CaptureEngine implements FrameSink {
  records = 0;
  private recordsBefore = 0;
  private readonly packet = new Packet();
  private readonly flows = new FlowTable();
  private readonly endpoints: EndpointTable;
  private readonly fragments = new IpFragments((datagram) => this.countLost(datagram));
  private readonly tunnelFragments = new TunnelFragments(() => {
    this.lostDatagrams += 1;
  });
  private readonly lostPacket = new Packet();
  private lostDatagrams = 0;
  private readonly neighbour = new Neighbour();
  private readonly questions = new AddressQuestions();
  private readonly findings: FindingFold;
  private readonly neighbourBindings: NeighbourBindings;
  private readonly flowFold: FlowFold;
  private readonly serviceFold: ServiceFold;
  private readonly applications: ApplicationReader;
  private readonly settler: FlowSettler;
  private readonly known: KnownConversations;
  private ledger = new LedgerBuilder();
  private readonly linkTypes = new Set<number>();
  private warnings: string[] = [];
  private readonly linkReasons = new Map<number, string>();
  private firstSeenUs = -1;
  /** Day of the last interval with a flood; null before the first. */
  private floodDay: number | null = null;
  private lastSeenUs = -1;
  private outcome: number = OUTCOME.parsed;
  private reason = "";
  // Flow of the packet last counted, and the rows of its ends.
  private row = 0;
  private sender = -1;
  private receiver = -1;
  private readonly limits: ImportLimits;

  constructor(
    private readonly index: DecoderIndex,
    importLimits: ImportLimits,
    private readonly options: CaptureEngineOptions = {},
  ) {
    const limits = {
      ...importLimits,
      maxEndpoints: Math.min(importLimits.maxEndpoints, MAX_ENDPOINTS),
      maxFlows: Math.min(importLimits.maxFlows, MAX_FLOWS),
    };
    this.limits = limits;
    const maxStatements = Math.min(limits.maxObservations, MAX_STATEMENTS);
    this.endpoints = new EndpointTable(limits.maxEndpoints);
    this.findings = new FindingFold(maxStatements, limits.maxEndpoints);
    this.neighbourBindings = new NeighbourBindings(this.findings);
    this.flowFold = new FlowFold(limits.maxFlows);
    this.serviceFold = new ServiceFold(maxStatements);
    this.applications = new ApplicationReader(this.flows, this.endpoints, index, this.findings, !options.isThorough);
    this.known = new KnownConversations(
      this.flows,
      this.endpoints,
      this.applications.conversations,
      index,
      this.findings,
      this.applications.memo,
    );
    this.settler = new FlowSettler(
      this.flows,
      this.endpoints,
      this.applications.conversations,
      index,
      this.flowFold,
      this.serviceFold,
      options.names ?? null,
    );
  }

  frame(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, linkType: number): void {
    const { packet } = this;
    this.records += 1;
    if (timeUs >= 0) {
      if (timeUs < this.firstSeenUs || this.firstSeenUs < 0) this.firstSeenUs = timeUs;
      if (timeUs > this.lastSeenUs) this.lastSeenUs = timeUs;
    }
    const mayBeShort = linkType === LINK_TYPE.ethernet && this.options.isThorough !== true;
    if (mayBeShort && this.known.take(bytes, start, end, wireLength, timeUs, this.records)) {
      this.ledger.countParsed();
      return;
    }
    this.linkTypes.add(linkType);
    this.outcome = OUTCOME.parsed;
    this.sender = this.receiver = -1;
    packet.start(bytes, end, wireLength, timeUs, this.records);
    dissectFrame(packet, start, linkType);
    this.account();
    if (linkType === LINK_TYPE.ethernet && packet.ipVersion === 4 && packet.inner === NO_TUNNEL && !packet.isFragment) {
      this.known.remember(packet, start, this.row, this.flows.isFromB, this.sender, this.receiver);
    }
    for (let tunnels = 0; packet.inner !== NO_TUNNEL && tunnels < MAX_TUNNELS; tunnels += 1) {
      if (packet.inner === TUNNEL_PIECE && !this.tunnelFragments.completes(packet)) break;
      const { inner, innerAt } = packet;
      packet.enterTunnel();
      dissectFrame(packet, innerAt, inner);
      this.account();
    }
    if (this.outcome === OUTCOME.parsed) this.ledger.countParsed();
    else this.ledger.count(LEDGER_OUTCOMES[this.outcome] as "ignored", this.reason, this.records);
    if (this.endpoints.hasNewContest) {
      this.known.flushAll();
      this.endpoints.hasNewContest = false;
    }
    const isFull = this.flows.size >= (this.options.maxLiveFlows ?? MAX_LIVE_FLOWS);
    if (isFull || this.applications.conversations.length >= MAX_LIVE_CONVERSATIONS) this.sweep();
    if (this.endpoints.isFull) this.forgetStrangers();
  }

  brokenRecord(outcome: "truncated" | "malformed", reason: string): void {
    this.records += 1;
    this.ledger.count(outcome, reason, this.records);
  }

  warning(sentence: string): void {
    this.warnings.push(sentence);
  }

  /** What goes wrong first in a frame is what the ledger says of it. */
  private note(outcome: number, reason: string): void {
    if (this.outcome !== OUTCOME.parsed || outcome === OUTCOME.parsed) return;
    this.outcome = outcome;
    this.reason = reason;
  }

  private account(): void {
    const { packet } = this;
    if (packet.outcome !== OUTCOME.parsed) this.note(packet.outcome, packet.reason);
    if (packet.depth === DEPTH.network) this.accountIp();
    else if (packet.depth === DEPTH.link) this.accountLink();
    else this.sightOnly();
  }

  /** A frame whose payload could not be read still shows that its sender is there. */
  private sightOnly(): void {
    const { packet, endpoints } = this;
    const { macs } = packet;
    const row = endpoints.row(macs[0], macs[1], null, 0, packet.vlan, packet.timeUs, packet.frame);
    if (row >= 0) endpoints.countSent(row, -1, packet.timeUs, packet.frame);
  }

  private accountLink(): void {
    const { packet, applications } = this;
    if (packet.linkKind === ARP_ETHER_TYPE) {
      const row = this.countFlow(1, packet.wireLength);
      this.readNeighbour(row, "arp");
      return;
    }
    const isSnap = packet.linkKind === LINK_KIND.snap;
    const decoder = applications.chooseForLink(packet);
    if (!decoder) {
      this.countFlow(1, packet.wireLength);
      this.note(OUTCOME.ignored, this.unknownLink());
      return;
    }
    // Protocols that share an EtherType are flows of their own.
    if (!isSnap) packet.snapProtocol = this.index.numberOf(decoder) + 1;
    const row = this.countFlow(1, packet.wireLength);
    applications.link(packet, row, this.flows.isFromB, decoder);
    this.note(applications.outcome, applications.reason);
  }

  private unknownLink(): string {
    const { linkKind, snapOui, snapProtocol } = this.packet;
    const key = linkKind === LINK_KIND.snap ? SNAP_REASONS + snapOui * 65_536 + snapProtocol : linkKind;
    const known = this.linkReasons.get(key);
    if (known !== undefined) return known;
    // Where none finds room in the ledger any more, none has to be written.
    if (this.ledger.isFull) return OTHER_REASONS;
    const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
    const what =
      linkKind === LINK_KIND.snap
        ? `SNAP protocol ${hex(snapOui, 6)}:${hex(snapProtocol, 4)}`
        : linkKind >= LINK_KIND.llc
          ? `LLC service 0x${hex(linkKind - LINK_KIND.llc, 2)}`
          : `Ethernet type 0x${hex(linkKind, 4)}`;
    const reason = `${what} is not understood; counted as a flow between its MACs`;
    if (this.linkReasons.size < MAX_LINK_REASONS) this.linkReasons.set(key, reason);
    return reason;
  }

  private accountIp(): void {
    const { packet, fragments } = this;
    if (!packet.isFragment) {
      this.readTransport(1, packet.wireLength);
      return;
    }
    this.sightFragment();
    const whole = fragments.add(packet);
    if (!whole) return;
    packet.bytes = whole.payload;
    packet.payloadStart = 0;
    packet.payloadEnd = whole.payload.length;
    packet.payloadLength = whole.payload.length;
    dissectTransport(packet);
    this.note(packet.outcome, packet.reason);
    this.readTransport(whole.packets, whole.wireBytes);
  }

  private readTransport(packets: number, wireBytes: number): void {
    const { packet, applications, flows } = this;
    const row = this.countFlow(packets, wireBytes);
    const { isFromB } = flows;
    switch (packet.ipProtocol) {
      case IP_PROTOCOL.tcp:
        applications.segment(packet, row, isFromB);
        break;
      case IP_PROTOCOL.sctp:
        applications.chunks(packet, row, isFromB);
        break;
      case IP_PROTOCOL.icmpv6:
        this.readNeighbour(row, "nd");
        return;
      default:
        applications.datagram(packet, row, isFromB);
    }
    this.note(applications.outcome, applications.reason);
  }

  /** Counts the packet in its flow and with both its ends. */
  private countFlow(packets: number, wireBytes: number): number {
    const { packet, flows, endpoints } = this;
    const { timeUs, frame } = packet;
    const row = flows.rowOf(packet);
    this.known.sync(row);
    const isAnswered = flows.count(row, packets, wireBytes, timeUs, frame);
    const { isFromB } = flows;
    const isIp = packet.depth === DEPTH.network;
    const sender = this.senderOf(row, isFromB);
    const receiver = packet.isGroup ? -1 : this.receiverOf(row, isFromB);
    this.row = row;
    this.sender = sender;
    this.receiver = receiver;
    // Fragments have been counted one by one.
    if (sender >= 0 && packets === 1) endpoints.countSent(sender, isIp ? packet.ttl : -1, timeUs, frame);
    if (receiver >= 0 && packets === 1) endpoints.countReceived(receiver, timeUs, frame);
    if (isAnswered) {
      if (sender >= 0) endpoints.markConversed(sender);
      if (receiver >= 0 && endpoints.hasSent(receiver)) endpoints.markConversed(receiver);
    }
    return row;
  }

  private senderOf(row: number, isFromB: boolean): number {
    const { packet, flows, endpoints } = this;
    const { macs } = packet;
    const known = flows.endpoint(row, isFromB);
    if (known >= 0 && endpoints.hasMac(known, macs[0], macs[1])) return known;
    const addresses = packet.depth === DEPTH.network ? packet.addresses : null;
    const found = endpoints.row(macs[0], macs[1], addresses, 0, packet.vlan, packet.timeUs, packet.frame);
    if (found >= 0) flows.setEndpoint(row, isFromB, found);
    return found;
  }

  private receiverOf(row: number, isFromB: boolean): number {
    const { packet, flows, endpoints } = this;
    const { macs } = packet;
    const known = flows.endpoint(row, !isFromB);
    // A cooked capture names the sender only: the receiver is who it was when it sent.
    const isNamed = macs[2] !== 0 || macs[3] !== 0;
    if (known >= 0 && (!isNamed || endpoints.hasMac(known, macs[2], macs[3]))) return known;
    const addresses = packet.depth === DEPTH.network ? packet.addresses : null;
    const found = endpoints.row(macs[2], macs[3], addresses, 4, packet.vlan, packet.timeUs, packet.frame);
    if (found >= 0 && known < 0) flows.setEndpoint(row, !isFromB, found);
    return found;
  }

  /** The pieces of a datagram that never became whole still went from one host to another. */
  private countLost(datagram: LostDatagram): void {
    const { lostPacket: packet } = this;
    this.lostDatagrams += 1;
    const head = datagram.head ?? NO_BYTES;
    packet.start(head, head.length, datagram.wireBytes, datagram.timeUs, datagram.frame);
    packet.depth = DEPTH.network;
    packet.macs.set(datagram.macs);
    packet.addresses.set(datagram.addresses);
    packet.isGroup = datagram.isGroup;
    packet.vlan = datagram.vlan;
    packet.ipVersion = datagram.ipVersion;
    packet.ipProtocol = datagram.ipProtocol;
    packet.isCut = true;
    packet.payloadEnd = packet.payloadLength = head.length;
    dissectTransport(packet);
    const row = this.flows.rowOf(packet);
    this.known.sync(row);
    this.flows.count(row, datagram.packets, datagram.wireBytes, datagram.timeUs, datagram.frame);
  }

  private sightFragment(): void {
    const { packet, endpoints } = this;
    const { macs, addresses, vlan, timeUs, frame } = packet;
    const sender = endpoints.row(macs[0], macs[1], addresses, 0, vlan, timeUs, frame);
    if (sender >= 0) endpoints.countSent(sender, packet.ttl, timeUs, frame);
    if (packet.isGroup) return;
    const receiver = endpoints.row(macs[2], macs[3], addresses, 4, vlan, timeUs, frame);
    if (receiver >= 0) endpoints.countReceived(receiver, timeUs, frame);
  }

  /** Who owns which address, as the owner itself says (ARP sender, neighbour discovery's link-layer options). */
  private readNeighbour(row: number, protocol: "arp" | "nd"): void {
    const { packet, neighbour, findings, flows, endpoints } = this;
    const isRead = protocol === "arp" ? neighbour.readArp(packet) : neighbour.readNeighbourDiscovery(packet);
    if (!isRead) {
      if (protocol === "arp") this.note(OUTCOME.ignored, "ARP for other than Ethernet and IPv4, or too short");
      return;
    }
    const timeUs = packet.timeUs < 0 ? null : packet.timeUs;
    const { frame } = packet;
    const { owner } = neighbour;
    if (neighbour.statesBinding) {
      if (isHostWords(owner)) this.neighbourBindings.state(neighbour, protocol, timeUs, frame);
      if (neighbour.isRouter) {
        const ip = ipText(owner[0], owner[1], owner[2], owner[3]);
        const mac = macText(neighbour.macHigh, neighbour.macLow);
        findings.identity({ mac, ip, child: null }, "role", "router", protocol, false, { timeUs, frame });
      }
    }
    if (!this.questions.isAnswer(neighbour)) return;
    const from = flows.endpoint(row, flows.isFromB);
    const to = flows.endpoint(row, !flows.isFromB);
    if (from >= 0) endpoints.markConversed(from);
    if (to >= 0 && endpoints.hasSent(to)) endpoints.markConversed(to);
  }

  /** Folds conversations that have rested longest, so that a capture of any length fits. */
  private sweep(): void {
    const { flows, records } = this;
    this.known.flushAll();
    const ages = new Float64Array(flows.size);
    for (let row = 0; row < ages.length; row += 1) ages[row] = flows.lastFrame(row);
    const youngestFolded = Math.min(nthSmallest(ages, ages.length >> 1), records);
    for (let row = 0; row < flows.size; row += 1) if (flows.lastFrame(row) <= youngestFolded) this.settle(row);
    flows.retain((row) => flows.lastFrame(row) > youngestFolded);
    this.applications.compact();
    this.known.forget();
  }

  /** Makes room for further addresses at the cost of those that are easily made up. */
  private forgetStrangers(): void {
    this.known.flushAll();
    const numbers = this.endpoints.makeRoom();
    if (numbers === null) return;
    this.flows.renumberEndpoints(numbers);
    this.known.forget();
    this.applications.memo.clear();
  }

  private settle(row: number): void {
    this.applications.finish(this.packet, row);
    if (this.flows.hasCounts(row)) this.settler.settle(row);
  }

  /** The whole capture's result; nothing may follow. */
  finish(format: string, bytes: number): DiscoveryResult {
    this.fragments.finish();
    this.tunnelFragments.finish();
    this.known.flushAll();
    for (let row = 0; row < this.flows.size; row += 1) this.settle(row);
    // All that conversations said is in the folds: their streams and states need not lie beside the result.
    this.flows.retain(() => false);
    this.applications.compact();
    return this.result(format, bytes);
  }

  /**
   * What was learned since the beginning, or since the last call, of a capture that goes on: connections, streams and
   * fragments under way stay known. Packets, bytes and operations stand in exactly one interval.
   */
  takeInterval(format: string, bytes: number): DiscoveryResult {
    const { flows, applications, settler } = this;
    this.known.flushAll();
    applications.readAllHeld(this.packet);
    const isIdle = (row: number) => this.lastSeenUs - flows.lastUs(row) > IDLE_FLOW_US;
    for (let row = 0; row < flows.size; row += 1) {
      if (isIdle(row)) this.settle(row);
      else if (flows.hasCounts(row)) settler.settle(row);
    }
    const result = this.result(format, bytes);
    flows.retain((row) => !isIdle(row));
    applications.compact();
    this.known.forget();
    const isEmptied = this.endpoints.beginInterval();
    for (let row = 0; row < flows.size; row += 1) {
      flows.resetCounts(row);
      if (isEmptied) flows.forgetEndpoints(row);
    }
    applications.beginInterval();
    this.findings.beginInterval();
    this.flowFold.clear();
    this.serviceFold.clear();
    this.ledger = new LedgerBuilder();
    this.recordsBefore = this.records;
    this.warnings = [];
    this.lostDatagrams = 0;
    this.firstSeenUs = -1;
    return result;
  }

  private result(format: string, bytes: number): DiscoveryResult {
    const observations = [
      ...this.endpoints.episodes().map(sightingOf),
      ...this.findings.bindings(),
      ...this.findings.identityObservations(),
      ...this.serviceFold.observations(),
    ];
    this.warnAboutLimits(observations.length);
    const { endpoints } = this;
    const thinned = thinFlood(
      observations.slice(0, this.limits.maxObservations),
      this.flowFold.build((ip) => this.findings.nameOf(ip)),
      { addresses: endpoints.forgottenSenders, frames: endpoints.forgottenFrames },
      this.floodDay !== null && this.floodDay === this.day() ? KEPT_OF_LASTING_FLOOD : undefined,
    );
    if (thinned.flood) {
      this.warnings.push(floodSentence(thinned.flood));
      this.floodDay = this.day();
    }
    return {
      format,
      linkTypes: [...this.linkTypes].map(linkTypeName),
      records: this.records - this.recordsBefore,
      bytes,
      firstSeenUs: this.firstSeenUs < 0 ? null : this.firstSeenUs,
      lastSeenUs: this.firstSeenUs < 0 ? null : this.lastSeenUs,
      ledger: this.ledger.build(),
      ...thinned,
      approvals: [],
      warnings: this.warnings,
    };
  }

  /** Day (UTC) of the interval: what a sensor learns is kept by the day. */
  private day(): number {
    return Math.floor(this.firstSeenUs / DAY_US);
  }

  private warnAboutLimits(observations: number): void {
    const { limits, endpoints, findings, flowFold, lostDatagrams, applications, serviceFold } = this;
    const say = (count: number, sentence: string) => {
      if (count > 0) this.warnings.push(sentence);
    };
    say(
      endpoints.refused,
      `More than ${limits.maxEndpoints} addresses: ${endpoints.refused} frames of further ones were counted in flows only.`,
    );
    say(
      endpoints.forgottenSilent,
      `More than ${limits.maxEndpoints} addresses: some that were asked for and never sent anything were counted, not kept, about ${endpoints.forgottenSilent} times.`,
    );
    say(
      flowFold.refused,
      `${flowFold.refused} conversations with ${flowFold.refusedPackets} packets are not listed: more than ${limits.maxFlows} flows, or more than ${flowFold.maxUnanswered} unanswered ones, or unanswered ones of addresses that were counted, not kept.`,
    );
    const lost = findings.refused + serviceFold.refused + Math.max(0, observations - limits.maxObservations);
    say(lost, `${lost} statements found no room: too many for one file, or too many different ones of one host.`);
    say(lostDatagrams, `${lostDatagrams} fragmented packets never became whole: counted, not read.`);
    say(
      applications.budget.refusals,
      `TCP streams would have needed more than ${REASSEMBLY_BYTES / 1_048_576} MiB of memory at a time: ${applications.budget.refusals} pieces were given up.`,
    );
  }
}

/** Not multicast, broadcast or unspecified, in words. */
function isHostWords(words: Int32Array): boolean {
  const isIpv4 = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isIpv4 ? words[3] >>> 28 < 14 : words[0] >>> 24 !== 0xff;
}
