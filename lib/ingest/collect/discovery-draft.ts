import { cleanText } from "@/lib/domain/clean-text";
import { floodSentence, thinFlood } from "@/lib/domain/identity/thin-flood";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { LedgerBuilder } from "@/lib/domain/import/ledger";
import type {
  BindingProof,
  IdentityField,
  Observation,
  ObservationMethod,
  ServiceEvidence,
  Subject,
  TimeUs,
  Transport,
} from "@/lib/domain/observation";
import type { ImportLimits } from "../define-importer";
import { detachText } from "../text/detach-text";
import { FlowDraft, type FlowPart } from "./flow-draft";
import { LeaseNumbers } from "./lease-numbers";
import { protocolWord } from "./protocol-word";
import { widen } from "./widen";

/** When and where one record says something. */
export interface Seen {
  readonly position: number;
  readonly fromUs: TimeUs | null;
  readonly toUs: TimeUs | null;
}

/** Who says it: "zeek conn", "nmap s7-info". */
export interface Source {
  readonly protocol: string;
  readonly method: ObservationMethod;
}

export interface SightingPart {
  readonly sent: number;
  readonly received: number;
  readonly conversed: boolean;
  readonly vlan?: number | null;
}

export interface ServicePart {
  readonly transport: Transport;
  readonly port: number | null;
  readonly service: string;
  readonly evidence: ServiceEvidence;
  readonly product?: string | null;
  readonly version?: string | null;
  readonly flags?: readonly string[];
}

export interface IdentityPart {
  readonly field: IdentityField;
  readonly value: string;
  readonly inferred?: boolean;
}

/** Of the services without flags, which are most. */
const NO_FLAGS: readonly string[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Kept = Observation extends infer One ? (One extends Observation ? Mutable<One> : never) : never;

type KeptSighting = Extract<Kept, { kind: "sighting" }>;

/**
 * Gathers what the records of one file say: equal statements become one observation with a count and an interval.
 * The one place where importers' text is cleaned, and where a file's endpoints, flows and statements are bounded.
 */
export class DiscoveryDraft {
  readonly ledger = new LedgerBuilder();
  readonly warnings: string[] = [];
  private readonly kept = new Map<string, Kept>();
  private readonly bare = new Map<string, Map<string, KeptSighting>>();
  private readonly endpoints = new Set<string>();
  private readonly leases = new LeaseNumbers();
  private readonly flows: FlowDraft;
  private droppedObservations = 0;
  private readonly droppedEndpoints = new Set<string>();
  private droppedEndpointMentions = 0;
  private firstSeenUs: TimeUs | null = null;
  private lastSeenUs: TimeUs | null = null;

  constructor(private readonly limits: ImportLimits) {
    this.flows = new FlowDraft(limits.maxFlows, limits.maxEndpoints);
  }

  identity(source: Source, seen: Seen, subject: Subject, part: IdentityPart): void {
    const value = cleanText(part.value);
    if (value === "") return;
    const { field, inferred = false } = part;
    this.keep(source, seen, subject, `identity|${field}|${inferred}|${value}`, (base) => ({
      ...base,
      kind: "identity",
      field,
      value: detachText(value),
      inferred,
    }));
  }

  binding(source: Source, seen: Seen, mac: string, ip: string, proof: BindingProof): void {
    this.leases.note(mac, ip, seen.fromUs);
    this.keep(source, seen, { mac, ip, child: null }, `binding|${proof}`, (base) => ({
      ...base,
      kind: "binding",
      proof,
    }));
  }

  sighting(source: Source, seen: Seen, subject: Subject, part: SightingPart): void {
    const vlan = part.vlan ?? null;
    // Most sightings are of a bare address: found by the address itself, without making a key for each record.
    const isBare = subject.mac === null && subject.ip !== null && subject.child === null && vlan === null;
    const bare = isBare ? this.bareSightings(source) : null;
    const known = bare?.get(subject.ip as string);
    if (known && dayOf(known.firstSeenUs) === dayOf(seen.fromUs)) {
      this.again(known, seen);
      addSighting(known, part);
      return;
    }
    const kept = this.keep(source, seen, subject, `sighting|${vlan}`, (base) => ({
      ...base,
      kind: "sighting",
      sent: 0,
      received: 0,
      conversed: false,
      ttlMin: null,
      ttlMax: null,
      vlan,
    }));
    if (kept?.kind !== "sighting") return;
    bare?.set(subject.ip as string, kept);
    addSighting(kept, part);
  }

  service(source: Source, seen: Seen, subject: Subject, part: ServicePart): void {
    const { transport, port, evidence } = part;
    const service = protocolWord(part.service);
    const product = part.product ? cleanText(part.product) || null : null;
    const version = part.version ? cleanText(part.version) || null : null;
    const key = `service|${transport}|${port}|${service}|${evidence}|${product}|${version}`;
    const kept = this.keep(source, seen, subject, key, (base) => ({
      ...base,
      kind: "service",
      transport,
      port,
      service,
      evidence,
      product: product && detachText(product),
      version: version && detachText(version),
      flags: NO_FLAGS,
    }));
    if (kept?.kind !== "service" || !part.flags) return;
    if (part.flags.some((flag) => !kept.flags.includes(flag)))
      kept.flags = [...new Set([...kept.flags, ...part.flags])].sort();
  }

  flow(seen: Seen, part: FlowPart): void {
    this.span(seen);
    this.flows.add(seen, part);
  }

  /** The result; `more` holds what only the importer knows. Call once. */
  finish(
    more: Pick<DiscoveryResult, "format" | "bytes"> & Partial<Pick<DiscoveryResult, "approvals">>,
  ): DiscoveryResult {
    const ledger = this.ledger.build();
    const { observations, flows, flood } = thinFlood(this.letGo(), this.flows.finish());
    if (flood) this.warnings.push(floodSentence(flood));
    return {
      format: more.format,
      linkTypes: [],
      records: ledger.records,
      bytes: more.bytes,
      firstSeenUs: this.firstSeenUs,
      lastSeenUs: this.lastSeenUs,
      ledger,
      observations,
      flows,
      approvals: more.approvals ?? [],
      flood,
      warnings: [...this.warnings, ...this.limitWarnings()],
    };
  }

  /** What was kept; what it was found by takes as much memory again, and nothing is looked up any more. */
  private letGo(): Observation[] {
    const kept = [...this.kept.values()];
    this.kept.clear();
    this.bare.clear();
    this.endpoints.clear();
    return kept;
  }

  private span({ fromUs, toUs }: Seen): void {
    if (fromUs !== null && (this.firstSeenUs === null || fromUs < this.firstSeenUs)) this.firstSeenUs = fromUs;
    const end = toUs ?? fromUs;
    if (end !== null && (this.lastSeenUs === null || end > this.lastSeenUs)) this.lastSeenUs = end;
  }

  private keep(
    { protocol, method }: Source,
    seen: Seen,
    subject: Subject,
    detail: string,
    make: (base: Omit<Kept, "kind"> & { subject: Subject }) => Kept,
  ): Kept | null {
    const key = `${subject.mac}|${subject.ip}|${subject.child}|${protocol}|${detail}|${this.termOf(subject, seen)}`;
    const known = this.kept.get(key);
    if (known) {
      this.again(known, seen);
      return known;
    }
    this.span(seen);
    if (!this.admits(subject)) return null;
    if (this.kept.size >= this.limits.maxObservations) {
      this.droppedObservations += 1;
      return null;
    }
    const child = subject.child === null ? null : detachText(cleanText(subject.child, 128));
    const kept = make({
      subject: { ...subject, child },
      protocol,
      method,
      position: seen.position,
      firstSeenUs: seen.fromUs,
      lastSeenUs: seen.toUs ?? seen.fromUs,
      count: 1,
    });
    this.kept.set(key, kept);
    return kept;
  }

  /**
   * What belongs to another time of the address is another statement: the next lease of its card, or, where the address
   * alone is named, the next day, as if each day had a file of its own.
   */
  private termOf({ mac, ip }: Subject, seen: Seen): number {
    if (ip === null) return 0;
    return mac === null ? dayOf(seen.fromUs) : this.leases.of(mac, ip);
  }

  private again(known: Kept, seen: Seen): void {
    this.span(seen);
    known.count += 1;
    widen(known, seen);
  }

  private bareSightings({ protocol }: Source): Map<string, KeptSighting> {
    const known = this.bare.get(protocol);
    if (known) return known;
    const fresh = new Map<string, KeptSighting>();
    this.bare.set(protocol, fresh);
    return fresh;
  }

  private admits({ mac, ip }: Subject): boolean {
    // Most endpoints of logs are bare addresses: their text is there already.
    const endpoint = mac === null ? `${ip}` : `${mac}|${ip}`;
    if (this.endpoints.has(endpoint)) return true;
    if (this.endpoints.size < this.limits.maxEndpoints) {
      this.endpoints.add(endpoint);
      return true;
    }
    this.droppedEndpointMentions += 1;
    if (this.droppedEndpoints.size < this.limits.maxEndpoints) this.droppedEndpoints.add(endpoint);
    return false;
  }

  private limitWarnings(): string[] {
    const number = (value: number) => value.toLocaleString("en-US");
    const { maxEndpoints, maxObservations, maxFlows } = this.limits;
    const warnings: string[] = [];
    if (this.droppedEndpoints.size > 0) {
      const atLeast = this.droppedEndpoints.size === maxEndpoints ? "at least " : "";
      warnings.push(
        `The file names more than ${number(maxEndpoints)} endpoints; ${atLeast}${number(this.droppedEndpoints.size)} further ones (${number(this.droppedEndpointMentions)} mentions) were counted, not kept.`,
      );
    }
    if (this.droppedObservations > 0) {
      warnings.push(
        `The file says more than ${number(maxObservations)} things; ${number(this.droppedObservations)} further statements were counted, not kept.`,
      );
    }
    if (this.flows.dropped > 0) {
      warnings.push(
        `The file holds more than ${number(maxFlows)} flows; ${number(this.flows.dropped)} records of further ones were counted, not kept.`,
      );
    }
    if (this.flows.droppedEnds > 0) {
      warnings.push(
        `The flows of the file have more than ${number(maxEndpoints)} ends; ${number(this.flows.droppedEnds)} records of flows with further ones were counted, not kept.`,
      );
    }
    return warnings;
  }
}

const DAY_US = 86_400_000_000;

const dayOf = (timeUs: TimeUs | null) => (timeUs === null ? 0 : Math.floor(timeUs / DAY_US));

function addSighting(kept: KeptSighting, { sent, received, conversed }: SightingPart): void {
  kept.sent += sent;
  kept.received += received;
  kept.conversed ||= conversed;
}
