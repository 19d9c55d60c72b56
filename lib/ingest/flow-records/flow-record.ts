import { parseIp, parseMac } from "@/lib/domain/address";
import type { TimeUs, Transport } from "@/lib/domain/observation";
import { protocolOfPort } from "../collect/protocol-of-port";
import type { FlowField } from "./flow-columns";

/** One exported flow as its exporter tells it: one direction, or both when `reverse…` is known. */
export interface FlowRecord {
  /** null of both below IP, where the cards are the ends. */
  readonly sourceIp: string | null;
  readonly destinationIp: string | null;
  readonly sourceMac: string | null;
  readonly destinationMac: string | null;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly transport: Transport;
  readonly packets: number;
  readonly bytes: number;
  /** Null when the record tells of one direction. */
  readonly reversePackets: number | null;
  readonly reverseBytes: number;
  readonly fromUs: TimeUs | null;
  readonly toUs: TimeUs | null;
  /** TCP flags of all packets; null when unknown. */
  readonly flags: { readonly syn: boolean; readonly ack: boolean } | null;
  readonly vlan: number | null;
}

export type FlowValues = Partial<Record<FlowField, string>>;

/** Reads the values of a record; a sentence's end says what is missing. */
export function readFlowRecord(values: FlowValues): FlowRecord | string {
  const sourceIp = parseIp(values.sourceIp ?? "");
  const destinationIp = parseIp(values.destinationIp ?? "");
  const cards = sourceIp === null && destinationIp === null ? cardsOf(values) : null;
  if ((sourceIp === null || destinationIp === null) && !cards) return "an address is missing or unreadable";
  const transport = cards ? "ethernet" : transportOf(values.protocol ?? "");
  if (transport === null) return "the protocol is missing or unknown";
  const hasPorts = transport === "tcp" || transport === "udp" || transport === "sctp";
  const reverse = count(values.reversePackets);
  const fromUs = timeOf(values.start);
  const seconds = Number(values.durationSeconds ?? Number.NaN);
  const toUs = timeOf(values.end) ?? (fromUs !== null && seconds >= 0 ? fromUs + Math.round(seconds * 1e6) : null);
  return {
    sourceIp,
    destinationIp,
    sourceMac: cards?.source ?? macOf(values.sourceMac),
    destinationMac: cards?.destination ?? macOf(values.destinationMac),
    sourcePort: hasPorts ? portOf(values.sourcePort) : null,
    destinationPort: hasPorts ? portOf(values.destinationPort) : null,
    transport,
    packets: count(values.packets) ?? 0,
    bytes: count(values.bytes) ?? 0,
    reversePackets: reverse === 0 && (count(values.reverseBytes) ?? 0) === 0 ? null : reverse,
    reverseBytes: count(values.reverseBytes) ?? 0,
    fromUs,
    toUs: fromUs !== null && toUs !== null && toUs < fromUs ? fromUs : toUs,
    flags: transport === "tcp" ? flagsOf(values.tcpFlags) : null,
    vlan: vlanOf(values.vlan),
  };
}

/** Of frames that carry no IP, argus writes the cards where the addresses stand. */
function cardsOf({ sourceIp = "", destinationIp = "" }: FlowValues): { source: string; destination: string } | null {
  const [source, destination] = [parseMac(sourceIp.trim()), parseMac(destinationIp.trim())];
  return source === null || destination === null ? null : { source, destination };
}

/**
 * Which end asked: the port of a known service tells, for who came to hear of a conversation late took its answer for the
 * question; then the exporter's word where both directions are in one record, then who is named first.
 */
export function isSourceInitiator(record: FlowRecord): boolean {
  const { sourcePort, destinationPort, transport, flags } = record;
  if (sourcePort === null || destinationPort === null) return true;
  const knowsSource = protocolOfPort(transport, sourcePort) !== null;
  const knowsDestination = protocolOfPort(transport, destinationPort) !== null;
  if (knowsSource !== knowsDestination) return knowsDestination;
  if (record.reversePackets !== null) return true;
  // A lone SYN is the first packet of who asks.
  if (flags?.syn && !flags.ack) return true;
  return destinationPort <= sourcePort;
}

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmp",
  "132": "sctp",
  icmp: "icmp",
  icmp6: "icmp",
  icmpv6: "icmp",
  "ipv6-icmp": "icmp",
  tcp: "tcp",
  udp: "udp",
  sctp: "sctp",
};

function transportOf(text: string): Transport | null {
  const word = text.trim().toLowerCase();
  const known = Object.hasOwn(TRANSPORTS, word) ? TRANSPORTS[word] : undefined;
  if (known) return known;
  const number = Number(word);
  const isNumber = word !== "" && Number.isInteger(number) && number >= 0 && number <= 255;
  return isNumber ||
    /^(?:gre|esp|ah|igmp|igp|ospf|ospfigp|pim|ipip|vrrp|eigrp|l2tp|ipv6|ipv6-frag|ipv6-route|hopopt|rsvp|dccp|encap|etherip|mpls-in-ip|udplite)$/.test(
      word,
    )
    ? "ip"
    : null;
}

function count(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function portOf(text: string | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN);
  return Number.isInteger(value) && value >= 0 && value <= 65_535 ? value : null;
}

/** Exporters that see no link layer write zeros. */
function macOf(text: string | undefined): string | null {
  const mac = text === undefined ? null : parseMac(text.trim());
  return mac === "00:00:00:00:00:00" ? null : mac;
}

function vlanOf(text: string | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN);
  return Number.isInteger(value) && value > 0 && value < 4_095 ? value : null;
}

/** "...AP.SF", "0x1b" or a number (RFC 5102 §5.8.6). */
function flagsOf(text: string | undefined): FlowRecord["flags"] {
  if (text === undefined || text.trim() === "") return null;
  const word = text.trim();
  const bits = Number(word);
  if (Number.isInteger(bits) && bits >= 0) return { syn: (bits & 2) !== 0, ack: (bits & 16) !== 0 };
  return { syn: word.includes("S"), ack: word.includes("A") };
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size, or a date of ISO 8601's kind (SiLK: with slashes). */
function timeOf(text: string | undefined): TimeUs | null {
  const word = text?.trim() ?? "";
  if (/^\d{9,10}(?:\.\d+)?$/.test(word)) return plausible(Math.round(Number(word) * 1e6));
  if (/^\d{12,13}(?:\.\d+)?$/.test(word)) return plausible(Math.round(Number(word) * 1e3));
  if (/^\d{15,16}$/.test(word)) return plausible(Number(word));
  if (/^\d{18,19}$/.test(word)) return plausible(Number(word.slice(0, -3)));
  const parts = /^(\d{4}[-/]\d\d[-/]\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{1,6}))?\d*\s*(Z|[+-]\d\d:?\d\d)?$/.exec(word);
  if (!parts) return null;
  const ms = Date.parse(`${parts[1]?.replaceAll("/", "-")}T${parts[2]}${parts[4] ?? "Z"}`);
  return Number.isNaN(ms) ? null : plausible(ms * 1_000 + Number((parts[3] ?? "").padEnd(6, "0")));
}

const plausible = (us: number) => (us > 0 && us < 9_000_000_000_000_000 ? us : null);
