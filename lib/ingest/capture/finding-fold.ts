import { parseIp } from "@/lib/domain/address";
import { cleanText } from "@/lib/domain/clean-text";
import { detachedText } from "@/lib/domain/detached-text";
import type {
  BindingObservation,
  BindingProof,
  IdentityField,
  IdentityObservation,
  Subject,
} from "@/lib/domain/observation";

/** Different values one subject may state for one field; a host with more of them tells nothing any more. */
const MAX_VALUES_PER_FIELD = 256;
const MAX_NAMES = 65_536;
const MAX_CLEAN_CACHE = 8_192;
/** Values of which the statements made last are found without building a key, and statements of one of them. */
const MAX_RECENT_VALUES = 4_096;
const MAX_RECENT_OF_VALUE = 8;
/** A MAC that comes back to an address after this time, and after another had it, holds a new lease. */
const LEASE_GAP_US = 600_000_000;

type Open<Kind> = { -readonly [Key in keyof Kind]: Kind[Key] };

/** Who spoke from an address last. */
interface AddressHolder {
  mac: string;
  /** Grows when the address changes hands. */
  turn: number;
}

/** A binding that may be extended. */
export interface OpenBinding {
  readonly stated: Open<BindingObservation>;
  readonly mac: string;
  holder: AddressHolder;
  /** The holder's turn when this was said last. */
  turn: number;
  isOpen: boolean;
}

/** When and where something was seen; `timeUs` null when the file states no time. */
export interface Moment {
  readonly timeUs: number | null;
  readonly frame: number;
}

/**
 * Folds what decoders state into observations: the same statement once, with how often and between which times. All
 * wire text is cleaned here.
 */
export class FindingFold {
  private readonly identities = new Map<string, Open<IdentityObservation>>();
  /** By value. */
  private readonly recent = new Map<string, Open<IdentityObservation>[]>();
  private readonly valuesPerField = new Map<string, number>();
  /** Of a child that may be the endpoint itself: which of these they are, `identityObservations` says. */
  private readonly uncertain = new Set<IdentityObservation>();
  /** By protocol; one has half of the room at most, so that no flood of announcements silences the others. */
  private readonly statementsOf = new Map<string, number>();
  private readonly openBindings = new Map<string, OpenBinding>();
  private closedBindings: BindingObservation[] = [];
  private readonly holders = new Map<string, AddressHolder>();
  private readonly resolvedNames = new Map<string, string>();
  private readonly parsedIps = new Map<string, string | null>();
  private readonly cleaned = new Map<string, string>();
  /** Statements that found no room. */
  refused = 0;
  /** Refusals at which it is worth trying again to make room for bindings. */
  private patience = 0;

  constructor(
    private readonly maxIdentities: number,
    private readonly maxBindings: number,
  ) {}

  /**
   * Returns the statement, to be repeated by `again`; null when it says nothing or finds no room. Not certain: the
   * subject's child is the endpoint itself unless it speaks for others.
   */
  identity(
    subject: Subject,
    field: IdentityField,
    raw: string,
    protocol: string,
    inferred: boolean,
    at: Moment,
    isCertain = true,
  ): IdentityObservation | null {
    const value = this.clean(raw);
    if (value === "") return null;
    const recent = this.recent.get(value);
    const again = recent?.find((it) => isOf(it, subject, field, protocol, inferred));
    if (again) return this.repeat(again, at, isCertain);
    const about = aboutOf(subject, field, protocol);
    const key = `${about}\n${saidOf(value, inferred)}`;
    const known = this.identities.get(key);
    if (known) {
      this.remember(known, recent);
      return this.repeat(known, at, isCertain);
    }
    const values = this.valuesPerField.get(about) ?? 0;
    const ofProtocol = this.statementsOf.get(protocol) ?? 0;
    const hasRoom = this.identities.size < this.maxIdentities && ofProtocol < Math.ceil(this.maxIdentities / 2);
    if (values >= MAX_VALUES_PER_FIELD || !hasRoom) {
      this.refused += 1;
      return null;
    }
    this.statementsOf.set(protocol, ofProtocol + 1);
    this.valuesPerField.set(values === 0 ? detachedText(about) : about, values + 1);
    const stated: Open<IdentityObservation> = {
      kind: "identity",
      subject,
      field,
      value,
      inferred,
      ...begin(protocol, at),
    };
    // V8 keeps a text that was put together as a tree of its parts, which takes several times as much.
    this.identities.set(detachedText(key), stated);
    if (!isCertain) this.uncertain.add(stated);
    this.remember(stated, recent);
    return stated;
  }

  private repeat(known: Open<IdentityObservation>, at: Moment, isCertain: boolean): IdentityObservation {
    extend(known, at.timeUs);
    if (isCertain) this.uncertain.delete(known);
    return known;
  }

  private remember(stated: Open<IdentityObservation>, recent: Open<IdentityObservation>[] | undefined): void {
    if (recent) {
      if (recent.length >= MAX_RECENT_OF_VALUE) recent.shift();
      recent.push(stated);
      return;
    }
    if (this.recent.size >= MAX_RECENT_VALUES) this.recent.clear();
    this.recent.set(stated.value, [stated]);
  }

  /** The same statement once more, at another time. */
  again(stated: IdentityObservation, timeUs: number | null): void {
    extend(stated, timeUs);
  }

  /** The same statements several times more, between two times; these are negative when unknown. */
  allAgain(all: readonly IdentityObservation[], times: number, firstUs: number, lastUs: number): void {
    for (const stated of all as readonly Open<IdentityObservation>[]) {
      stated.count += times;
      if (firstUs >= 0 && (stated.firstSeenUs === null || firstUs < stated.firstSeenUs)) stated.firstSeenUs = firstUs;
      if (lastUs >= 0 && (stated.lastSeenUs === null || lastUs > stated.lastSeenUs)) stated.lastSeenUs = lastUs;
    }
  }

  /** `ip` and `mac` in canonical form. Returns the binding for `bindingAgain`; null when it found no room. */
  binding(ip: string, mac: string, proof: BindingProof, protocol: string, at: Moment): OpenBinding | null {
    const key = `${mac} ${ip} ${proof} ${protocol}`;
    const known = this.openBindings.get(key);
    const holder = this.holders.get(ip);
    if (known) {
      const { stated } = known;
      const silentUs = (at.timeUs ?? 0) - (stated.lastSeenUs ?? 0);
      // Whoever has the address back may have said so in another protocol first: the turn tells, not the card.
      const isHeldSince = holder?.mac === mac && holder.turn === known.turn;
      if (holder === undefined || isHeldSince || silentUs <= LEASE_GAP_US) {
        known.holder = this.hold(ip, mac);
        known.turn = known.holder.turn;
        extend(stated, at.timeUs);
        return known;
      }
      this.closedBindings.push(stated);
      this.openBindings.delete(key);
      known.isOpen = false;
    }
    const isFull = this.openBindings.size + this.closedBindings.length >= this.maxBindings;
    if (isFull && (this.refused < this.patience || !this.forgetLies())) {
      this.refused += 1;
      return null;
    }
    const subject: Subject = { mac, ip, child: null };
    const held = this.hold(ip, mac);
    const open = {
      stated: { kind: "binding" as const, subject, proof, ...begin(protocol, at) },
      mac,
      holder: held,
      turn: held.turn,
      isOpen: true,
    };
    this.openBindings.set(detachedText(key), open);
    return open;
  }

  /** Says a binding again whose card still holds the address; false when more has to be asked, by `binding`. */
  bindingAgain(known: OpenBinding, timeUs: number | null): boolean {
    const { holder } = known;
    if (!known.isOpen || holder.mac !== known.mac || holder.turn !== known.turn) return false;
    extend(known.stated, timeUs);
    return true;
  }

  /** Addresses of which it is remembered who spoke from them last. */
  get heldAddresses(): number {
    return this.holders.size;
  }

  private hold(ip: string, mac: string): AddressHolder {
    const known = this.holders.get(ip);
    if (known) {
      if (known.mac !== mac) known.turn += 1;
      known.mac = mac;
      return known;
    }
    const holder = { mac, turn: 0 };
    this.holders.set(ip, holder);
    return holder;
  }

  /**
   * Makes room for bindings: of those that were stated once, by ARP or neighbour discovery, the first quarter and the
   * newest stay, so that no flood of lies keeps the truth out or drives it out. False when all are better than that.
   */
  private forgetLies(): boolean {
    const quarter = this.maxBindings >> 2;
    const once: [string, OpenBinding][] = [];
    for (const entry of this.openBindings) {
      const { count, proof } = entry[1].stated;
      if (count === 1 && (proof === "arp" || proof === "nd")) once.push(entry);
    }
    const lies = once.slice(quarter, -quarter || undefined);
    for (const [key, binding] of lies) {
      this.openBindings.delete(key);
      binding.isOpen = false;
    }
    this.refused += lies.length;
    // Looking again for each binding, where there is little to forget, would cost more than it finds.
    if (lies.length < this.maxBindings >> 4) this.patience = this.refused + quarter;
    if (lies.length > 0) this.forgetHolders();
    return lies.length > 0;
  }

  /** Only who is bound to an address holds it. */
  private forgetHolders(): void {
    this.holders.clear();
    for (const { stated, holder } of this.openBindings.values()) this.holders.set(stated.subject.ip as string, holder);
  }

  resolvedName(rawIp: string, rawName: string): void {
    const ip = this.ip(rawIp);
    if (ip === null || this.resolvedNames.has(ip) || this.resolvedNames.size >= MAX_NAMES) return;
    const name = this.clean(rawName);
    if (name !== "") this.resolvedNames.set(ip, name);
  }

  nameOf(ip: string): string | null {
    return this.resolvedNames.get(ip) ?? null;
  }

  /** Canonical address, or null: parsing is costly, and decoders name the same addresses again and again. */
  ip(raw: string): string | null {
    const known = this.parsedIps.get(raw);
    if (known !== undefined) return known;
    const ip = parseIp(raw);
    if (this.parsedIps.size >= MAX_CLEAN_CACHE) this.parsedIps.clear();
    this.parsedIps.set(detachedText(raw), ip);
    return ip;
  }

  /** Cleaning is costly and the same text comes again and again. What it gives may be kept: see `detachedText`. */
  clean(raw: string): string {
    const known = this.cleaned.get(raw);
    if (known !== undefined) return known;
    const value = detachedText(cleanText(raw));
    if (raw.length <= 1_024) {
      if (this.cleaned.size >= MAX_CLEAN_CACHE) this.cleaned.clear();
      this.cleaned.set(raw === value ? value : detachedText(raw), value);
    }
    return value;
  }

  bindings(): readonly BindingObservation[] {
    return [...this.closedBindings, ...[...this.openBindings.values()].map((it) => it.stated)].sort(byPosition);
  }

  identityObservations(): readonly IdentityObservation[] {
    if (this.uncertain.size === 0) return [...this.identities.values()];
    const children = new Map<string, Set<string>>();
    for (const { subject } of this.identities.values()) {
      if (subject.child === null) continue;
      const siblings = children.get(kindOf(subject)) ?? new Set();
      children.set(kindOf(subject), siblings.add(subject.child));
    }
    const settled = new Map<string, Open<IdentityObservation>>();
    for (const stated of this.identities.values()) {
      const isItself = this.uncertain.has(stated) && children.get(kindOf(stated.subject))?.size === 1;
      const one = isItself ? { ...stated, subject: { ...stated.subject, child: null } } : { ...stated };
      const key = `${aboutOf(one.subject, one.field, one.protocol)}\n${saidOf(one.value, one.inferred)}`;
      const known = settled.get(key);
      if (known) join(known, one);
      else settled.set(key, one);
    }
    return [...settled.values()];
  }

  /** Begins a new interval: statements are collected anew; who held an address last and resolved names stay known. */
  beginInterval(): void {
    this.identities.clear();
    this.recent.clear();
    this.uncertain.clear();
    this.valuesPerField.clear();
    this.statementsOf.clear();
    for (const it of this.openBindings.values()) it.isOpen = false;
    this.openBindings.clear();
    this.closedBindings = [];
    this.refused = 0;
    this.patience = 0;
    if (this.holders.size > this.maxBindings) this.holders.clear();
    if (this.resolvedNames.size >= MAX_NAMES) this.resolvedNames.clear();
  }
}

const aboutOf = ({ mac, ip, child }: Subject, field: IdentityField, protocol: string) =>
  `${mac ?? ""} ${ip ?? ""} ${child ?? ""}\n${field}\n${protocol}`;
function isOf(
  stated: IdentityObservation,
  { mac, ip, child }: Subject,
  field: IdentityField,
  protocol: string,
  inferred: boolean,
): boolean {
  const { subject } = stated;
  if (stated.field !== field || stated.protocol !== protocol || stated.inferred !== inferred) return false;
  return subject.ip === ip && subject.mac === mac && subject.child === child;
}
const saidOf = (value: string, inferred: boolean) => `${inferred ? 1 : 0}${value}`;
/** Children of one protocol at one endpoint: those of others are other devices, whatever their number. */
const kindOf = ({ mac, ip, child }: Subject) => `${mac ?? ""} ${ip ?? ""} ${child?.split(" ", 1)}`;

const byPosition = (a: BindingObservation, b: BindingObservation) => a.position - b.position;

function begin(protocol: string, at: Moment) {
  return {
    protocol,
    method: "passive" as const,
    position: at.frame,
    firstSeenUs: at.timeUs,
    lastSeenUs: at.timeUs,
    count: 1,
  };
}

function extend(known: Open<IdentityObservation> | Open<BindingObservation>, timeUs: number | null): void {
  known.count += 1;
  if (timeUs === null) return;
  if (known.firstSeenUs === null || timeUs < known.firstSeenUs) known.firstSeenUs = timeUs;
  if (known.lastSeenUs === null || timeUs > known.lastSeenUs) known.lastSeenUs = timeUs;
}

/** The same statement, told of one device under two names. */
function join(known: Open<IdentityObservation>, more: IdentityObservation): void {
  known.count += more.count;
  known.position = Math.min(known.position, more.position);
  if (more.firstSeenUs !== null) known.firstSeenUs = Math.min(known.firstSeenUs ?? more.firstSeenUs, more.firstSeenUs);
  if (more.lastSeenUs !== null) known.lastSeenUs = Math.max(known.lastSeenUs ?? more.lastSeenUs, more.lastSeenUs);
}
