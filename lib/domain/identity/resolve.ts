import { compareText } from "../compare-text";
import type { Decision } from "../device/decision";
import type { Conflict, Device, HostView, Inventory, UnconfirmedEndpoint } from "../device/device";
import { type Identifier, identifierKey } from "../device/identifier";
import { hull, intervalOf } from "../device/interval";
import { listeningIn, type Rhythm } from "../device/presence";
import type { TimeSpans } from "../device/time-spans";
import type { Evidence, TimeUs } from "../observation";
import { uuidOf } from "../uuid-of";
import { findHosts } from "./addresses/find-hosts";
import { buildLeases, type Leases } from "./addresses/leases";
import { assembleDevice, type DeviceParts, type ResolvedDevice, type Surroundings } from "./assembly/assemble-device";
import { floodsIn, isConfirmed, isOnlyVirtual, isRemote, type Standing, standingOf } from "./endpoints/confirm";
import { assignEndpoints, type Endpoint, ipEndpointKey, macEndpointKey, ownerKey } from "./endpoints/endpoint";
import { changedSerial, duplicateIp } from "./endpoints/find-conflicts";
import { type Occupant, occupantOf, replacementsAt } from "./endpoints/find-replacements";
import { type Succession, splitReplaced } from "./endpoints/split-replaced";
import { type Addressing, addressing, anchorsOf } from "./joins/address-decisions";
import { contestedSerials } from "./joins/contested-serials";
import { anchorOf, identifiersOf } from "./joins/identifiers-of";
import { endpointIdentifier, type Joined } from "./joins/join-endpoints";
import { linkEndpoints } from "./joins/link-endpoints";
import { type SerialHolders, serialHolders } from "./joins/serials";
import { settledMerges, splitBy } from "./joins/settle-decisions";
import { childrenByComponent } from "./joins/shared-children";
import { foldEvidence } from "./values/fold-evidence";
import type { TextReader } from "./values/read-text";

export interface ResolveOptions {
  /** Now, for decisions that end. */
  readonly nowUs: TimeUs;
  /** Maker of a network card by its prefix; null when unknown (lib/reference/mac-vendor.ts). */
  readonly macVendor: (mac: string) => string | null;
  /** What banners and descriptions tell (lib/fingerprints/text-reader.ts); without it, they are kept and not read. */
  readonly readText?: TextReader;
  /**
   * For evidence that is only a part: what all of it says. Announcements that came in a flood (`floodsIn`), and when
   * somebody was heard in each realm.
   */
  readonly floods?: ReadonlySet<string>;
  readonly listening?: ReadonlyMap<string, TimeSpans>;
}

/**
 * The inventory: evidence and people's decisions in, devices out. Pure: the same evidence and decisions in any order,
 * with any repetition, give the same inventory, value for value. Devices are sorted by id. Never throws on evidence.
 */
export function resolve(
  evidence: readonly Evidence[],
  decisions: readonly Decision[],
  options: ResolveOptions,
): Inventory {
  const { devices: passing, hosts, unconfirmed } = resolvePassing(evidence, decisions, options);
  const devices: Device[] = [];
  const rhythms = new Map<string, Rhythm>();
  for (const { device, rhythm } of passing) {
    devices.push(device);
    if (rhythm) rhythms.set(device.id, rhythm);
  }
  return { devices, hosts, rhythms, unconfirmed };
}

/** The inventory for one who looks at each device once: it is put together when it is asked for, and not kept. */
export interface PassingInventory extends Pick<Inventory, "hosts" | "unconfirmed"> {
  /** By id, as in `Inventory`. Can be walked once. */
  readonly devices: Iterable<ResolvedDevice>;
}

/** As `resolve`, in half of the memory. */
export function resolvePassing(
  evidence: readonly Evidence[],
  decisions: readonly Decision[],
  options: ResolveOptions,
): PassingInventory {
  const { components, serials, assemble, places, unconfirmed } = layOut(evidence, decisions, options);
  // Behind the layout, so that what only led to it is let go of before ids are made.
  const identities = identify(components, { serials, leases: places.leases });
  const predecessors = predecessorsOf(identities, assemble, places);
  identities.sort((a, b) => compareText(a.id, b.id));
  return { devices: devicesOf(identities, assemble, predecessors), hosts: places.hosts, unconfirmed };
}

/** Lets go of what each is made of as it goes along. */
function* devicesOf(
  identities: Identity[],
  assemble: Layout["assemble"],
  predecessors: ReadonlyMap<string, string>,
): Generator<ResolvedDevice> {
  identities.reverse();
  for (let next = identities.pop(); next; next = identities.pop()) {
    const { device, rhythm } = assemble(next);
    const replaces = predecessors.get(device.id) ?? null;
    yield { device: replaces === null ? device : { ...device, replaces }, rhythm };
  }
}

/** What becomes a device, before any is put together. */
interface Layout {
  readonly components: ReadonlyMap<string, readonly Endpoint[]>;
  readonly serials: SerialHolders;
  readonly assemble: (identity: Identity) => ResolvedDevice;
  readonly places: Places;
  readonly unconfirmed: readonly UnconfirmedEndpoint[];
}

function layOut(
  evidence: readonly Evidence[],
  decisions: readonly Decision[],
  { nowUs, macVendor, readText, floods, listening }: ResolveOptions,
): Layout {
  const folded = foldEvidence(evidence);
  const hosts = findHosts(folded);
  const merges = settledMerges(decisions);
  const leases = buildLeases(folded, hosts, splitBy(merges));
  const succession = splitReplaced(assignEndpoints(folded, leases, hosts));
  const { endpoints } = succession;
  const serials = serialHolders(endpoints.values(), macVendor);
  const contested = contestedSerials(serials, leases, macVendor);
  const addressed = addressing(succession, leases, serials, contested.conflicts);
  const standings = standingsOf(endpoints, floods ?? floodsIn(folded), macVendor);
  const isFlooded = ({ key }: Endpoint) => standings.get(key)?.isFlooded ?? false;
  const joined = linkEndpoints({ endpoints, merges, contested, isFlooded, leases, addressed, macVendor });

  const { components, unconfirmed } = componentsOf(endpoints, joined, standings);
  return {
    components,
    serials,
    assemble: assembler(
      {
        joined,
        children: childrenByComponent(components),
        conflicts: conflictsOf({ succession, leases, joined, serials, contested: contested.conflicts }),
        decisions: decisionsByComponent(decisions, addressed, joined),
      },
      { leases, listening: listening ?? listeningIn(folded), nowUs, macVendor, readText },
    ),
    places: { succession, joined, leases, hosts },
    unconfirmed,
  };
}

/** What belongs to each component beside its endpoints. */
interface Beside {
  readonly joined: Joined;
  readonly children: ReadonlyMap<string, readonly Evidence[]>;
  readonly conflicts: ReadonlyMap<string, readonly Conflict[]>;
  readonly decisions: ReadonlyMap<string, readonly Decision[]>;
}

/** A function of its own: made where all is laid out, it would keep all of that for as long as devices are put together. */
function assembler(beside: Beside, surroundings: Surroundings): Layout["assemble"] {
  return ({ key, members, id, identifiers, anchor }) => {
    const parts: DeviceParts = {
      id,
      identifiers,
      anchor,
      endpoints: members,
      children: beside.children.get(key) ?? [],
      joins: beside.joined.joins.get(key) ?? [],
      conflicts: members.flatMap((member) => beside.conflicts.get(member.key) ?? []),
      decisions: beside.decisions.get(key) ?? [],
    };
    return assembleDevice(parts, surroundings);
  };
}

function decisionsByComponent(
  decisions: readonly Decision[],
  addressed: Addressing,
  joined: Joined,
): Map<string, Decision[]> {
  const byComponent = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const keys = anchorsOf(decision).flatMap(([anchor, atUs]) => addressed(anchor, atUs));
    for (const component of new Set(keys.map(joined.componentOf))) append(byComponent, component, decision);
  }
  return byComponent;
}

interface Judged {
  readonly standing: Standing;
  readonly isConfirmed: boolean;
  /** It said or answered something, as nobody but those of a flood did. */
  readonly isFlooded: boolean;
}

function standingsOf(
  endpoints: ReadonlyMap<string, Endpoint>,
  floods: ReadonlySet<string>,
  macVendor: ResolveOptions["macVendor"],
): Map<string, Judged> {
  const standings = new Map<string, Judged>();
  for (const endpoint of endpoints.values()) {
    const standing = standingOf(endpoint, macVendor);
    const isSure = isConfirmed(standing, floods);
    const isFlooded = !isSure && !standing.confirmed && standing.announcements.length > 0;
    standings.set(endpoint.key, { standing, isConfirmed: isSure, isFlooded });
  }
  return standings;
}

/** Components with at least one confirmed endpoint; the rest is counted. Peers outside the plant are neither. */
function componentsOf(
  endpoints: ReadonlyMap<string, Endpoint>,
  joined: Joined,
  standings: ReadonlyMap<string, Judged>,
): { components: Map<string, Endpoint[]>; unconfirmed: UnconfirmedEndpoint[] } {
  const components = new Map<string, Endpoint[]>();
  const confirmed = new Set<string>();
  // What is one with a card of the plant is no peer outside it, whatever its address.
  const inPlant = new Set<string>();
  for (const { key, mac } of endpoints.values()) if (mac !== null) inPlant.add(joined.componentOf(key));
  for (const endpoint of endpoints.values()) {
    const own = standings.get(endpoint.key) as Judged;
    const component = joined.componentOf(endpoint.key);
    if ((isRemote(endpoint, own.standing) && !inPlant.has(component)) || isOnlyVirtual(endpoint)) continue;
    append(components, component, endpoint);
    // What says no address is said of the group in all its networks.
    const ofGroup =
      endpoint.network === null ? null : standings.get(macEndpointKey(endpoint.realm, endpoint.mac as string));
    if (own.isConfirmed || ofGroup?.isConfirmed) confirmed.add(component);
  }
  const unconfirmed: UnconfirmedEndpoint[] = [];
  for (const [component, members] of components) {
    members.sort((a, b) => compareText(a.key, b.key));
    if (confirmed.has(component)) continue;
    components.delete(component);
    for (const endpoint of members) {
      const standing = standings.get(endpoint.key)?.standing;
      if (!standing || standing.confirmed) continue;
      const { key, realm, mac, ip } = endpoint;
      unconfirmed.push({ key, realm, mac, ip, reason: standing.reason });
    }
  }
  return { components, unconfirmed };
}

interface Identity {
  readonly key: string;
  readonly members: readonly Endpoint[];
  readonly id: string;
  readonly identifiers: readonly Identifier[];
  readonly anchor: Identifier;
}

/** Identifiers, anchor and id of each component. An identifier that two devices have makes neither's id. */
function identify(
  components: ReadonlyMap<string, readonly Endpoint[]>,
  { serials, leases }: { serials: SerialHolders; leases: Leases },
): Identity[] {
  const serialsOf = new Map<string, string[]>();
  for (const [serial, holders] of serials) for (const [endpoint] of holders) append(serialsOf, endpoint.key, serial);
  const holders = new Map<string, number>();
  const named = [...components].map(([key, members]) => {
    const stated = [...new Set(members.flatMap((member) => serialsOf.get(member.key) ?? []))].sort(compareText);
    const identifiers = identifiersOf(members, stated, leases);
    for (const identifier of identifiers) {
      const name = identifierKey(identifier);
      holders.set(name, (holders.get(name) ?? 0) + 1);
    }
    return { key, members, identifiers };
  });
  return named.map(({ key, members, identifiers }) => {
    const own = anchorOf(identifiers, (identifier) => holders.get(identifierKey(identifier)) === 1);
    const anchor = own ?? anchorOf(identifiers, () => true) ?? endpointIdentifier(members[0] as Endpoint);
    return { key, members, identifiers, anchor, id: uuidOf(own ? identifierKey(own) : key) };
  });
}

/** Endpoint key → what contradicts itself there. */
function conflictsOf({
  succession,
  leases,
  joined,
  serials,
  contested,
}: Omit<Places, "hosts"> & {
  readonly serials: SerialHolders;
  readonly contested: ReadonlyMap<string, Conflict>;
}): Map<string, Conflict[]> {
  const conflicts = new Map<string, Conflict[]>();
  for (const [serial, conflict] of [...contested].sort((a, b) => compareText(a[0], b[0]))) {
    for (const [endpoint] of serials.get(serial) ?? []) append(conflicts, endpoint.key, conflict);
  }
  for (const double of leases.doubles) {
    const keys = [double.first, double.second].map((lease) =>
      succession.at(ownerKey(leases, lease), double.second.fromUs ?? 0),
    );
    // Cards of one device may share an address.
    if (new Set(keys.map(joined.componentOf)).size === 1) continue;
    for (const key of keys) append(conflicts, key, duplicateIp(double));
  }
  for (const [key, items] of succession.changed) append(conflicts, key, changedSerial(items));
  return conflicts;
}

interface Places {
  readonly succession: Succession;
  readonly joined: Joined;
  readonly leases: Leases;
  readonly hosts: readonly HostView[];
}

/** Device → the one whose place it took. Of the devices, only those are put together that may have taken another's place. */
function predecessorsOf(
  identities: readonly Identity[],
  assemble: Layout["assemble"],
  { succession, joined, leases, hosts }: Places,
): Map<string, string> {
  const byComponent = new Map(identities.map((it) => [it.key, it]));
  const predecessors = new Map<string, string>();
  for (const [key, before] of succession.predecessors) {
    const [device, old] = [key, before].map((it) => byComponent.get(joined.componentOf(it)));
    if (device && old && device.id !== old.id) predecessors.set(device.id, old.id);
  }
  const occupants = new Map<string, Occupant>();
  const knownOf = (identity: Identity): Occupant => {
    const known = occupants.get(identity.id) ?? occupantOf(assemble(identity).device);
    occupants.set(identity.id, known);
    return known;
  };
  for (const { realm, ip, link } of hosts) {
    const held = link === "on-link" ? leases.at(realm, ip) : [];
    // Whoever was met there, is none of the cards, and was known by the address alone.
    const unseen = held.length > 0 ? succession.endpoints.get(ipEndpointKey(realm, ip)) : undefined;
    if (held.length + (unseen ? 1 : 0) < 2) continue;
    const stays = [
      ...held.map((lease) => ({ ...lease, key: ownerKey(leases, lease) })),
      ...(unseen ? [{ ...hull(unseen.evidence.map(intervalOf)), key: unseen.key, mac: null, proof: "ip-only" }] : []),
    ];
    const identityOf = ({ key, fromUs }: (typeof stays)[number]) =>
      byComponent.get(joined.componentOf(succession.at(key, fromUs ?? 0))) ?? null;
    for (const [device, old] of replacementsAt(stays, identityOf, knownOf)) {
      if (!predecessors.has(device.id)) predecessors.set(device.id, old.id);
    }
  }
  return predecessors;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
