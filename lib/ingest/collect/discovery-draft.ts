import { cleanText } from "@/lib/domain/clean-text";
import { detachedText } from "@/lib/domain/detached-text";
import { floodSentence, thinFlood } from "@/lib/domain/identity/endpoints/thin-flood";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { LedgerBuilder } from "@/lib/domain/import/ledger";
import { KeyTable } from "@/lib/domain/key-table";
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
import { TextNumbers } from "@/lib/domain/text-numbers";
import type { ImportLimits } from "../define-importer";
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

/** What tells a statement from others about its subject, beside the source. */
interface Said {
  readonly kind: Kept["kind"];
  /** All that takes few values. */
  readonly form: string;
  /** What takes many. */
  readonly text?: string;
  readonly port?: number | null;
}

const NAMES_OF_KINDS: Readonly<Record<Kept["kind"], string>> = {
  sighting: "sightings of addresses",
  binding: "bindings of addresses to cards",
  identity: "statements of what devices are",
  service: "services",
};

/** Words of the key of a statement: numbers of subject, form and text, port, term. */
const KEY_WORDS = 5;
const NO_PORT = 65_536;

/**
 * Gathers what the records of one file say: equal statements become one observation with a count and an interval.
 * The one place where importers' text is cleaned, and where a file's endpoints, flows and statements are bounded.
 */
export class DiscoveryDraft {
  readonly ledger = new LedgerBuilder();
  readonly warnings: string[] = [];
  private readonly kept: Kept[] = [];
  /** Keys of `kept`, in numbers: as texts they would take more memory than what is found by them. */
  private keys = new KeyTable(KEY_WORDS);
  /** Of endpoints, too: an address stands in memory once, however many things are said of it. */
  private readonly subjects = new TextNumbers();
  private readonly forms = new TextNumbers();
  /** Importers put the names of sources together for each record. */
  private readonly protocols = new TextNumbers();
  private readonly texts = new TextNumbers();
  /** By number: one object for all that is said of a subject. */
  private readonly subjectsKept: Subject[] = [];
  private readonly keptOf = new Map<Kept["kind"], number>();
  private readonly bare = new Map<string, Map<string, KeptSighting>>();
  /** By the numbers of their texts. */
  private readonly endpoints = new Set<number>();
  private readonly leases = new LeaseNumbers();
  private readonly flows: FlowDraft;
  private droppedObservations = 0;
  private readonly droppedOfKind = new Map<Kept["kind"], number>();
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
    const said: Said = { kind: "identity", form: `${field}|${inferred}`, text: value };
    this.keep(source, seen, subject, said, (base, text) => ({
      kind: "identity",
      field,
      value: text,
      inferred,
      ...base,
    }));
  }

  binding(source: Source, seen: Seen, mac: string, ip: string, proof: BindingProof): void {
    const subject = { mac, ip, child: null };
    this.span(seen);
    if (!this.admits(subject)) return;
    this.leases.note(mac, ip, seen.fromUs);
    this.keep(source, seen, subject, { kind: "binding", form: proof }, (base) => ({ kind: "binding", proof, ...base }));
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
    const kept = this.keep(source, seen, subject, { kind: "sighting", form: `${vlan}` }, (base) => ({
      kind: "sighting",
      sent: 0,
      received: 0,
      conversed: false,
      ttlMin: null,
      ttlMax: null,
      vlan,
      ...base,
    }));
    if (kept?.kind !== "sighting") return;
    bare?.set(kept.subject.ip as string, kept);
    addSighting(kept, part);
  }

  service(source: Source, seen: Seen, subject: Subject, part: ServicePart): void {
    const { transport, port, evidence } = part;
    const service = protocolWord(part.service);
    const product = part.product ? cleanText(part.product) || null : null;
    const version = part.version ? cleanText(part.version) || null : null;
    const said: Said = {
      kind: "service",
      form: `${transport}|${service}|${evidence}`,
      text: product === null && version === null ? "" : `${product}|${version}`,
      port,
    };
    const kept = this.keep(source, seen, subject, said, (base) => ({
      kind: "service",
      transport,
      port,
      service: detachedText(service),
      evidence,
      product: product && detachedText(product),
      version: version && detachedText(version),
      flags: NO_FLAGS,
      ...base,
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
    this.keys = new KeyTable(KEY_WORDS);
    for (const it of [this.subjects, this.forms, this.protocols, this.texts]) it.clear();
    for (const it of [this.bare, this.endpoints, this.leases]) it.clear();
    this.subjectsKept.length = 0;
    return this.kept;
  }

  private span({ fromUs, toUs }: Seen): void {
    if (fromUs !== null && (this.firstSeenUs === null || fromUs < this.firstSeenUs)) this.firstSeenUs = fromUs;
    const end = toUs ?? fromUs;
    if (end !== null && (this.lastSeenUs === null || end > this.lastSeenUs)) this.lastSeenUs = end;
  }

  /** `make` spreads what it is given last: V8 gives an object that begins with a spread a description of its own. */
  private keep(
    { protocol, method }: Source,
    seen: Seen,
    subject: Subject,
    said: Said,
    make: (base: Omit<Kept, "kind">, text: string) => Kept,
  ): Kept | null {
    const child = subject.child === null ? null : cleanText(subject.child, 128);
    const isBare = subject.mac === null && subject.ip !== null && child === null;
    const names = [
      isBare ? (subject.ip as string) : `${subject.mac}|${subject.ip}|${child}`,
      `${said.kind}|${protocol}|${said.form}`,
      said.text ?? "",
    ] as const;
    const { key } = this.keys;
    key[0] = this.subjects.find(names[0]);
    key[1] = this.forms.find(names[1]);
    key[2] = this.texts.find(names[2]);
    key[3] = said.port ?? NO_PORT;
    key[4] = this.termOf(subject, seen);
    const row = this.keys.find();
    if (row >= 0) {
      const known = this.kept[row] as Kept;
      this.again(known, seen);
      return known;
    }
    this.span(seen);
    if (!this.admits(subject)) return null;
    if (!this.hasRoomFor(said.kind)) return null;
    key[0] = this.subjects.of(names[0]);
    key[1] = this.forms.of(names[1]);
    key[2] = this.texts.of(names[2]);
    const ip = isBare ? this.subjects.text(key[0]) : subject.ip;
    this.subjectsKept[key[0]] ??= { mac: subject.mac, ip, child: child && detachedText(child) };
    const base = {
      subject: this.subjectsKept[key[0]] as Subject,
      protocol: this.protocols.text(this.protocols.of(protocol)),
      method,
      position: seen.position,
      firstSeenUs: seen.fromUs,
      lastSeenUs: seen.toUs ?? seen.fromUs,
      count: 1,
    };
    const kept = make(base, this.texts.text(key[2]));
    this.keys.add();
    this.kept.push(kept);
    return kept;
  }

  private hasRoomFor(kind: Kept["kind"]): boolean {
    const ofKind = this.keptOf.get(kind) ?? 0;
    if (this.kept.length >= this.limits.maxObservations) this.droppedObservations += 1;
    else if (ofKind >= this.limits.maxObservationsOfKind)
      this.droppedOfKind.set(kind, (this.droppedOfKind.get(kind) ?? 0) + 1);
    else {
      this.keptOf.set(kind, ofKind + 1);
      return true;
    }
    return false;
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
    if (this.endpoints.has(this.subjects.find(endpoint))) return true;
    if (this.endpoints.size < this.limits.maxEndpoints) {
      this.endpoints.add(this.subjects.of(endpoint));
      return true;
    }
    this.droppedEndpointMentions += 1;
    if (this.droppedEndpoints.size < this.limits.maxEndpoints) this.droppedEndpoints.add(detachedText(endpoint));
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
    for (const [kind, dropped] of this.droppedOfKind) {
      warnings.push(
        `The file holds more than ${number(this.limits.maxObservationsOfKind)} ${NAMES_OF_KINDS[kind]}; ${number(dropped)} further ones were counted, not kept.`,
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
