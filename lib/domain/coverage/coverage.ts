import { countOf, formatCount } from "../say-count";

/** What could be seen of one content, in figures that add up over contents. Packets and flows as in its flow rows. */
export interface CoverageFigures {
  readonly flows: number;
  readonly packets: number;
  /** TCP flows with payload or a handshake: both sides must have spoken. */
  readonly tcpFlows: number;
  /** Of these, flows of which only one direction is there. */
  readonly oneSidedFlows: number;
  /** Packets of flows whose protocol only the port suggests. */
  readonly portOnlyPackets: number;
  /** Packets of flows above IP whose protocol nobody knows. */
  readonly unknownPackets: number;
  readonly encryptedPackets: number;
}

export interface TimeSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Everything that one source (a sensor, or the imports of a realm that name none) brought. */
export interface SourceCoverage {
  readonly realm: string;
  readonly site: string;
  /** null = imports that name no sensor. */
  readonly sensor: string | null;
  readonly contents: number;
  readonly figures: CoverageFigures;
  readonly records: number;
  readonly ignoredRecords: number;
  readonly truncatedRecords: number;
  readonly malformedRecords: number;
  /** Packets that the kernel dropped before the sensor saw them; null when nobody counted. */
  readonly droppedPackets: number | null;
  /** Time that its contents span, merged where they touch. Empty when they state no time. */
  readonly spans: readonly TimeSpan[];
}

/** A subnet whose devices show no card of their own: a router stands between. */
export interface RoutedSubnet {
  /** By a name that no other realm has. */
  readonly realm: string;
  readonly cidr: string;
  readonly devices: number;
}

export const BLIND_SPOT_KINDS = [
  "silent-sensor",
  "one-sided",
  "routed-subnet",
  "dropped",
  "cut",
  "undecoded",
  "unknown-protocol",
  "port-only",
  "encrypted",
  "gap",
  "short",
] as const;
export type BlindSpotKind = (typeof BLIND_SPOT_KINDS)[number];

/** Something that cannot be seen, and what would change that. */
export interface BlindSpot {
  readonly kind: BlindSpotKind;
  readonly sentence: string;
  readonly advice: string;
}

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;
/** Pauses between two captures of one source that are worth telling. */
const GAP_US = HOUR_US;
const MAX_GAPS = 20;

/** From which share on something is worth acting on. Below, it is shown as a figure only. */
const TELLING = { oneSided: 0.05, undecoded: 0.02, unknown: 0.1, portOnly: 0.1, encrypted: 0.2 } as const;

/** Part of a whole, 0 to 1; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Spans that touch or overlap become one; in order. */
export function mergeSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const merged: TimeSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.fromUs - b.fromUs)) {
    const last = merged.at(-1);
    if (last && span.fromUs <= last.toUs) merged[merged.length - 1] = { ...last, toUs: Math.max(last.toUs, span.toUs) };
    else merged.push(span);
  }
  return merged;
}

/** Pauses of an hour or more between what a source brought, longest first. */
export function gapsBetween(spans: readonly TimeSpan[]): TimeSpan[] {
  return mergeSpans(spans)
    .flatMap((span, at, all) => {
      const next = all[at + 1];
      return next && next.fromUs - span.toUs >= GAP_US ? [{ fromUs: span.toUs, toUs: next.fromUs }] : [];
    })
    .sort((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))
    .slice(0, MAX_GAPS);
}

/** What a source cannot see, by its own figures, with what to do about each; most telling first. */
export function judgeSource(source: SourceCoverage): BlindSpot[] {
  const { figures, records } = source;
  const spots: BlindSpot[] = [];
  const add = (isTold: boolean, kind: BlindSpotKind, sentence: string, advice: string) => {
    if (isTold) spots.push({ kind, sentence, advice });
  };
  const { flows, packets, tcpFlows, oneSidedFlows } = figures;
  add(
    (source.droppedPackets ?? 0) > 0,
    "dropped",
    `The kernel dropped ${countOf(source.droppedPackets ?? 0, "packet")} before they could be read.`,
    "Give the sensor more processor time, a larger buffer, or a filter that leaves out bulk traffic.",
  );
  add(
    oneSidedFlows > 0 && shareOf(oneSidedFlows, tcpFlows) >= TELLING.oneSided,
    "one-sided",
    `Of ${countOf(oneSidedFlows, "TCP flow")} in ${formatCount(tcpFlows)} only one direction was seen.`,
    "Mirror both directions of the port, or capture where both paths of the traffic pass.",
  );
  add(
    source.truncatedRecords > 0,
    "cut",
    `${countOf(source.truncatedRecords, "record")} were cut short where they were captured.`,
    "Capture whole packets: tcpdump -s 0, or no packet length limit.",
  );
  const undecoded = source.ignoredRecords + source.malformedRecords;
  add(
    shareOf(undecoded, records) >= TELLING.undecoded,
    "undecoded",
    `${percent(undecoded, records)} of the records could not be decoded.`,
    "Each import's ledger lists the reasons, most frequent first.",
  );
  add(
    shareOf(figures.unknownPackets, packets) >= TELLING.unknown,
    "unknown-protocol",
    `${percent(figures.unknownPackets, packets)} of the packets belong to protocols that are not known.`,
    "Ask the makers of the devices at both ends which protocol they speak; look at a flow's packets.",
  );
  add(
    shareOf(figures.portOnlyPackets, packets) >= TELLING.portOnly,
    "port-only",
    `${percent(figures.portOnlyPackets, packets)} of the packets are named by their port alone.`,
    "Capture from the start of the conversations, longer, and in both directions.",
  );
  add(
    shareOf(figures.encryptedPackets, packets) >= TELLING.encrypted,
    "encrypted",
    `${percent(figures.encryptedPackets, packets)} of the packets are encrypted: who talks is seen, not what is said.`,
    "Take in what the ends know themselves: logs, exports, a scan with credentials.",
  );
  const gaps = gapsBetween(source.spans);
  add(
    gaps.length > 0,
    "gap",
    `Nothing was seen in ${countOf(gaps.length, "pause")} of together ${duration(sumOf(gaps))}.`,
    "Capture without pauses, or leave a sensor there.",
  );
  const seenUs = sumOf(mergeSpans(source.spans));
  add(
    flows > 0 && source.spans.length > 0 && seenUs < DAY_US,
    "short",
    `Traffic of ${seenUs < 1_000_000 ? "less than a second" : `only ${duration(seenUs)}`} was seen: what talks daily, weekly or in maintenance is missing.`,
    "Capture for at least a week.",
  );
  return spots;
}

/** How to see the devices of subnets that are known through a router only; neighbours in a /16 are named together. */
export function judgeSubnets(subnets: readonly RoutedSubnet[]): BlindSpot[] {
  const groups = new Map<string, RoutedSubnet[]>();
  for (const subnet of subnets) {
    const key = `${subnet.realm} ${wider(subnet.cidr)}`;
    groups.set(key, [...(groups.get(key) ?? []), subnet]);
  }
  // Realms hold the same addresses again and again.
  const isOneRealm = new Set(subnets.map(({ realm }) => realm)).size <= 1;
  return [...groups.values()]
    .map((group) => {
      const [first] = group as [RoutedSubnet, ...RoutedSubnet[]];
      const devices = group.reduce((sum, it) => sum + it.devices, 0);
      const cidrs = group.length > 2 ? wider(first.cidr) : group.map((it) => it.cidr).join(" and ");
      const where = isOneRealm ? cidrs : `${cidrs} in ${first.realm}`;
      const is = group.length > 1 && group.length <= 2 ? "are" : "is";
      return {
        devices,
        spot: {
          kind: "routed-subnet" as const,
          sentence: `${where} ${is} seen only through a router: ${countOf(devices, "device")} without a card of their own, and nothing of what they say among themselves.`,
          advice: `Mirror the access switch of ${where}.`,
        },
      };
    })
    .sort((a, b) => b.devices - a.devices)
    .map((it) => it.spot);
}

function wider(cidr: string): string {
  const [a, b] = cidr.split(".");
  return cidr.includes(":") ? cidr : `${a}.${b}.0.0/16`;
}

function sumOf(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
}

function percent(part: number, whole: number): string {
  const share = shareOf(part, whole) * 100;
  return `${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}

/** "3 days", "5 hours", "12 minutes", "40 seconds": the largest unit of which there are two, else the next. */
function duration(us: number): string {
  const units = [
    [DAY_US, "day"],
    [HOUR_US, "hour"],
    [60_000_000, "minute"],
  ] as const;
  for (const [size, name] of units) if (us >= size * 2) return countOf(Math.floor(us / size), name);
  return countOf(Math.round(us / 1_000_000), "second");
}
