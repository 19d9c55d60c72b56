import { isTunnelPort } from "@/lib/capture/dissect-tunnel";
import type { EndpointTable } from "@/lib/capture/endpoint-table";
import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { IP_PROTOCOL, type Packet, TCP_FLAG } from "@/lib/capture/packet";
import type { ApplicationReader } from "./application-reader";

/**
 * The short way for packets of conversations that are known: the same MACs, VLAN, IPv4 addresses and ports as a packet
 * before. Most of a plant's traffic is that. Such a packet is counted, and its payload taken by a glance, without being
 * taken apart layer by layer. Whatever is special about a packet (options, fragments, flags, a cut, bytes that have to
 * be decoded) sends it the long way, which knows everything; both give the same result.
 *
 * A direct-mapped memory of headers: an entry that another packet displaces only costs the long way once more.
 */

const ENTRIES = 32_768;
/** [0..2] both MACs, [3] VLAN + 1 and protocol, [4] source, [5] destination, [6] ports, [7] flow row + 1, [8] sender,
 * [9] receiver or -1 for a group, [10] whether end B sends; one cache line each. */
const WORDS = 16;
const KEY_WORDS = 7;
const FLOW = 7;
const SENDER = 8;
const RECEIVER = 9;
const FROM_B = 10;

const ETHERNET_BYTES = 14;
const IPV4_BYTES = 20;
const TCP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;
const SPECIAL_FLAGS = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;

export class KnownConversations {
  private readonly entries = new Int32Array(ENTRIES * WORDS);
  private readonly key = new Int32Array(KEY_WORDS);
  private readonly packet = { row: 0, isFromB: false, sender: 0, receiver: 0, sequence: 0, timeUs: 0, frame: 0 };
  /** Where the IPv4 header of the frame last looked at begins. */
  private networkAt = 0;
  /** As in KeyTable: no capture can be made to collide on purpose. */
  private readonly seed = (Math.random() * 0x7fffffff) | 0;

  constructor(
    private readonly flows: FlowTable,
    private readonly endpoints: EndpointTable,
    private readonly applications: ApplicationReader,
  ) {}

  /** Rows have got new numbers. */
  forget(): void {
    this.entries.fill(0);
  }

  /** Remembers a packet that went the long way: its flow, and the rows of its ends. */
  remember(packet: Packet, start: number, row: number, isFromB: boolean, sender: number, receiver: number): void {
    if (sender < 0 || (receiver < 0 && !packet.isGroup)) return;
    if (isTunnelPort(packet.sourcePort) || isTunnelPort(packet.destinationPort)) return;
    if (!this.readKey(packet.bytes, start, packet.end)) return;
    const at = this.place();
    this.entries.set(this.key, at);
    this.entries[at + FLOW] = row + 1;
    this.entries[at + SENDER] = sender;
    this.entries[at + RECEIVER] = packet.isGroup ? -1 : receiver;
    this.entries[at + FROM_B] = isFromB ? 1 : 0;
  }

  /** Takes an Ethernet frame the short way; false when it has to go the long one, with nothing changed. */
  take(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, frame: number): boolean {
    if (!this.readKey(bytes, start, end)) return false;
    const { entries, key, flows, endpoints, applications } = this;
    const at = this.place();
    for (let i = 0; i < KEY_WORDS; i += 1) if (entries[at + i] !== key[i]) return false;
    const row = entries[at + FLOW] - 1;
    if (row < 0) return false;
    const isFromB = entries[at + FROM_B] === 1;
    const sender = entries[at + SENDER];
    // The flow's end has changed its card since.
    if (flows.endpoint(row, isFromB) !== sender) return false;

    const ip = this.networkAt;
    const ipEnd = ip + ((bytes[ip + 2] << 8) | bytes[ip + 3]);
    const transport = ip + IPV4_BYTES;
    const { packet } = this;
    packet.row = row;
    packet.isFromB = isFromB;
    packet.sender = sender;
    packet.receiver = flows.endpoint(row, !isFromB);
    packet.timeUs = timeUs;
    packet.frame = frame;
    const isDone = (flows.flags(row) & (FLOW_FLAG.done << (isFromB ? 1 : 0))) !== 0;
    if (bytes[ip + 9] === IP_PROTOCOL.tcp) {
      const header = (bytes[transport + 12] >>> 4) * 4;
      const payload = transport + header;
      const flags = bytes[transport + 13];
      if (header < TCP_HEADER_BYTES || payload > ipEnd || (flags & SPECIAL_FLAGS) !== 0) return false;
      if ((flags & TCP_FLAG.ack) !== 0 && applications.isWaitedFor(row, isFromB)) return false;
      if (payload < ipEnd && !isDone) {
        packet.sequence = u32(bytes, transport + 4);
        if (!applications.glance(packet, bytes, payload, ipEnd)) return false;
        flows.addFlags(row, FLOW_FLAG.payload << (isFromB ? 1 : 0));
      }
    } else if (!isDone) {
      const length = (bytes[transport + 4] << 8) | bytes[transport + 5];
      const payload = transport + UDP_HEADER_BYTES;
      if (length < UDP_HEADER_BYTES || transport + length > ipEnd) return false;
      if (!applications.glance(packet, bytes, payload, transport + length)) return false;
    }

    flows.isFromB = isFromB;
    const isAnswered = flows.count(row, 1, wireLength, timeUs, frame);
    endpoints.countSent(sender, bytes[ip + 8], timeUs, frame);
    const receiver = entries[at + RECEIVER];
    if (receiver >= 0) endpoints.countReceived(receiver, timeUs, frame);
    if (isAnswered) {
      endpoints.markConversed(sender);
      if (receiver >= 0 && endpoints.hasSent(receiver)) endpoints.markConversed(receiver);
    }
    return true;
  }

  /** Fills `key`; false when it is no plain IPv4 packet of TCP or UDP that is wholly there. */
  private readKey(bytes: Uint8Array, start: number, end: number): boolean {
    let ip = start + ETHERNET_BYTES;
    if (ip + IPV4_BYTES + UDP_HEADER_BYTES > end) return false;
    let type = (bytes[ip - 2] << 8) | bytes[ip - 1];
    let tag = 0;
    if (type === 0x8100) {
      const id = ((bytes[ip] << 8) | bytes[ip + 1]) & 0xfff;
      if (id === 0 || id === 4095) return false;
      tag = id + 1;
      type = (bytes[ip + 2] << 8) | bytes[ip + 3];
      ip += 4;
    }
    if (type !== 0x0800 || bytes[ip] !== 0x45 || ip + IPV4_BYTES > end) return false;
    const totalLength = (bytes[ip + 2] << 8) | bytes[ip + 3];
    const protocol = bytes[ip + 9];
    const minimum = protocol === IP_PROTOCOL.tcp ? IPV4_BYTES + TCP_HEADER_BYTES : IPV4_BYTES + UDP_HEADER_BYTES;
    if (protocol !== IP_PROTOCOL.tcp && protocol !== IP_PROTOCOL.udp) return false;
    // More fragments or an offset: the long way puts them together.
    if (totalLength < minimum || ip + totalLength > end || (bytes[ip + 6] & 0x3f) !== 0 || bytes[ip + 7] !== 0)
      return false;
    this.networkAt = ip;
    const { key } = this;
    key[0] = u32(bytes, start);
    key[1] = u32(bytes, start + 4);
    key[2] = u32(bytes, start + 8);
    key[3] = (tag << 8) | protocol;
    key[4] = u32(bytes, ip + 12);
    key[5] = u32(bytes, ip + 16);
    key[6] = u32(bytes, ip + 20);
    return true;
  }

  private place(): number {
    const { key } = this;
    let hash = this.seed ^ key[4];
    hash = Math.imul(hash ^ (hash >>> 15) ^ key[5], 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ key[6], 0x85ebca77);
    hash = Math.imul(hash ^ (hash >>> 13) ^ key[3] ^ key[2], 0xc2b2ae3d);
    return ((hash ^ (hash >>> 16)) & (ENTRIES - 1)) * WORDS;
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}
