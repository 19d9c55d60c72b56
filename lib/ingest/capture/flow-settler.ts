import type { EndpointTable } from "@/lib/capture/endpoint-table";
import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { ARP_ETHER_TYPE } from "@/lib/capture/neighbour";
import { IP_PROTOCOL } from "@/lib/capture/packet";
import { IPV4_MARK, ipText, macText } from "@/lib/domain/address-text";
import type { FlowEnd } from "@/lib/domain/flow/flow";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import type { Conversation } from "./conversation";
import type { ConversationNames, NamedPlace } from "./conversation-names";
import type { DecoderIndex } from "./decoder-index";
import { isEphemeral, isOpenedByB } from "./flow-direction";
import { byOperation, type FlowFold } from "./flow-fold";
import type { ServiceFold } from "./service-fold";

const NOTHING: readonly never[] = [];

/** Turns a row of the flow table into a flow with a direction, a protocol, and the service it proves. */
export class FlowSettler {
  constructor(
    private readonly flows: FlowTable,
    private readonly endpoints: EndpointTable,
    private readonly conversations: readonly Conversation[],
    private readonly index: DecoderIndex,
    private readonly flowFold: FlowFold,
    private readonly serviceFold: ServiceFold,
    private readonly names: ConversationNames | null,
  ) {}

  settle(row: number): void {
    const { flows, conversations } = this;
    const conversation = flows.application(row) < 0 ? null : conversations[flows.application(row)];
    const isB = isOpenedByB(flows, row, this.index);
    const transport = this.transport(row);
    const hasPorts = transport === "tcp" || transport === "udp" || transport === "sctp";
    const port = hasPorts ? (isB ? flows.portA(row) : flows.portB(row)) : null;
    const initiator = this.end(row, isB);
    const responder = this.end(row, !isB);
    const place = { initiator, responder, transport, port };
    const { protocol, evidence } = this.protocol(row, isB, place, conversation);
    if (this.isFlood(row)) {
      this.flowFold.refuse(flows.packets(row, false) + flows.packets(row, true));
      return;
    }
    const packetsFromResponder = flows.packets(row, !isB);
    const firstUs = flows.firstUs(row);
    const lastUs = flows.lastUs(row);
    const firstFrame = flows.firstFrame(row);
    // Written out: with the place spread into it, a whole capture took a third more CPU.
    this.flowFold.add({
      initiator,
      responder,
      transport,
      port,
      protocol,
      evidence,
      vlan: flows.vlan(row),
      packets: flows.packets(row, false) + flows.packets(row, true),
      bytes: flows.bytes(row, false) + flows.bytes(row, true),
      packetsFromResponder,
      bytesFromResponder: flows.bytes(row, !isB),
      firstSeenUs: firstUs < 0 ? null : firstUs,
      lastSeenUs: lastUs < 0 ? null : lastUs,
      position: firstFrame,
      operations: byOperation(conversation?.operations ?? null),
      operationPositions: byOperation(conversation?.operationFrames ?? null),
      peerName: conversation?.peerName ?? null,
      peerNameFrom: conversation?.peerNameFrom ?? null,
    });
    const server = this.server(row, isB, transport, conversation);
    if (!server) return;
    const isGuess =
      evidence === "port-only" && protocol === "unknown" && server.port !== null && isEphemeral(server.port);
    if (isGuess) return;
    this.serviceFold.add({
      mac: server.end.mac,
      ip: server.end.ip,
      transport,
      port: server.port,
      service: protocol,
      evidence,
      products: conversation?.products ?? NOTHING,
      flags: conversation?.flags ?? NOTHING,
      firstUs,
      lastUs,
      firstFrame,
      count: transport === "ethernet" || transport === "ip" ? server.packets : 1,
    });
  }

  private transport(row: number): Transport {
    if (!this.flows.isIp(row)) return "ethernet";
    switch (this.flows.ipProtocol(row)) {
      case IP_PROTOCOL.tcp:
        return "tcp";
      case IP_PROTOCOL.udp:
        return "udp";
      case IP_PROTOCOL.sctp:
        return "sctp";
      case IP_PROTOCOL.icmp:
      case IP_PROTOCOL.icmpv6:
        return "icmp";
      default:
        return "ip";
    }
  }

  /** Payload wins over the port; a port whose payload was read and not understood is no longer believed. */
  private protocol(
    row: number,
    isB: boolean,
    place: NamedPlace,
    conversation: Conversation | null,
  ): { protocol: string; evidence: ServiceEvidence } {
    const { flows } = this;
    const { transport, port } = place;
    if (conversation?.decoder && conversation.decodedMessages > 0) {
      return { protocol: conversation.decoder.name, evidence: "payload" };
    }
    if (transport === "ethernet" && flows.linkKind(row) === ARP_ETHER_TYPE)
      return { protocol: "arp", evidence: "payload" };
    const named = transport === "icmp" ? null : (this.names?.nameOf(place) ?? null);
    if (named !== null) return { protocol: named, evidence: "payload" };
    const flags = flows.flags(row);
    const isHandshake = (flags & (isB ? FLOW_FLAG.synAck : FLOW_FLAG.synAck << 1)) !== 0;
    const evidence: ServiceEvidence = isHandshake ? "handshake" : "port-only";
    if ((transport !== "tcp" && transport !== "udp" && transport !== "sctp") || port === null) {
      return { protocol: transport === "icmp" ? "icmp" : "unknown", evidence };
    }
    const isRefused = conversation?.isUnknown === true && (transport === "udp" || isHandshake);
    const byPort = isRefused ? undefined : this.index.atPort(transport, port)[0];
    return { protocol: byPort?.name ?? "unknown", evidence };
  }

  /** Who is shown to offer a service: a responder that answered, or whoever announces itself. */
  private server(row: number, isB: boolean, transport: Transport, conversation: Conversation | null) {
    const { flows } = this;
    const flags = flows.flags(row);
    const isProven = conversation?.decoder != null && conversation.decodedMessages > 0;
    if (transport === "ethernet" || transport === "ip") {
      // Layer-2 protocols have no port: whoever sends speaks it.
      if (!isProven) return null;
      return { end: this.owner(row, isB), port: null, packets: flows.packets(row, isB) };
    }
    // A port that was picked for one connection is no service.
    if (transport === "icmp" || conversation?.announced) return null;
    const isResponderB = !isB;
    const answered = flows.packets(row, isResponderB);
    const port = isResponderB ? flows.portB(row) : flows.portA(row);
    const isGroup = (flags & (isResponderB ? FLOW_FLAG.group << 1 : FLOW_FLAG.group)) !== 0;
    if (isGroup) {
      // An announcement to many: the sender answers on the port that it sends from, unless it was picked at random.
      const asks = (flags & (isResponderB ? FLOW_FLAG.asks << 1 : FLOW_FLAG.asks)) !== 0;
      const ownPort = isB ? flows.portB(row) : flows.portA(row);
      const isPicked = isEphemeral(ownPort) && !this.index.knowsPort("udp", ownPort);
      if (!isProven || !asks || isPicked) return null;
      return { end: this.owner(row, isB), port: ownPort, packets: flows.packets(row, isB) };
    }
    if (answered === 0) return null;
    if (transport === "tcp" || transport === "sctp") {
      const bits = (FLOW_FLAG.synAck | FLOW_FLAG.payload) << (isResponderB ? 1 : 0);
      // A refusal (RST, ABORT) is an answer, and no service.
      if ((flags & bits) === 0) return null;
    }
    return { end: this.owner(row, isResponderB), port, packets: answered };
  }

  private owner(row: number, isB: boolean): { mac: string | null; ip: string | null } {
    const endpoint = this.flows.endpoint(row, isB);
    if (endpoint >= 0) return { mac: this.endpoints.mac(endpoint), ip: this.endpoints.ip(endpoint) };
    return this.end(row, isB);
  }

  /**
   * Nobody answered, and an end was forgotten to make room: made-up senders or a sweep of addresses, which stay a count.
   */
  private isFlood(row: number): boolean {
    const { flows, endpoints } = this;
    const both = FLOW_FLAG.sent | (FLOW_FLAG.sent << 1);
    if (!endpoints.hasForgotten || (flows.flags(row) & both) === both) return false;
    const isForgotten = (isB: boolean) => {
      const isGroup = (flows.flags(row) & (isB ? FLOW_FLAG.group << 1 : FLOW_FLAG.group)) !== 0;
      return flows.endpoint(row, isB) < 0 && !isGroup;
    };
    return isForgotten(false) || isForgotten(true);
  }

  private end(row: number, isB: boolean): FlowEnd {
    const { flows, endpoints } = this;
    const endpoint = flows.endpoint(row, isB);
    const mac = endpoint < 0 ? null : endpoints.mac(endpoint);
    if (!flows.isIp(row)) {
      return { ip: null, mac: mac ?? macText(flows.addressWord(row, isB, 0), flows.addressWord(row, isB, 1)) };
    }
    const known = endpoint < 0 ? null : endpoints.ip(endpoint);
    return { ip: known ?? this.ipOf(row, isB), mac };
  }

  private ipOf(row: number, isB: boolean): string {
    const [w0, w1, w2, w3] = this.words(row, isB);
    if (w0 !== 0 || w1 !== 0 || w2 !== 0 || w3 !== 0) return ipText(w0, w1, w2, w3);
    // The table keeps no family of "no address"; the other end tells it.
    const other = this.words(row, !isB);
    const isIpv6 = other[0] !== 0 || other[1] !== 0 || (other[2] !== IPV4_MARK && other[3] !== 0);
    return isIpv6 ? "::" : "0.0.0.0";
  }

  private words(row: number, isB: boolean): readonly [number, number, number, number] {
    const word = (index: number) => this.flows.addressWord(row, isB, index);
    return [word(0), word(1), word(2), word(3)];
  }
}
