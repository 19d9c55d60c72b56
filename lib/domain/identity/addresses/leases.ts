import { addressScope, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import type { Citation, HostView } from "../../device/device";
import { gapUs, hull, type Interval, intervalOf, overlapUs } from "../../device/interval";
import { pushAll } from "../../long-lists";
import { BINDING_PROOFS, type BindingProof, type Evidence } from "../../observation";
import { citationOf, compareEvidence } from "../values/citation";
import { subnetOf } from "./carried-addresses";

/** An address in the hands of one MAC for one unbroken time. */
export interface Lease extends Interval {
  readonly realm: string;
  readonly ip: string;
  readonly mac: string;
  readonly proof: BindingProof;
  readonly citation: Citation;
}

/** Two MACs that held the same address at the same time. */
export interface DoubleLease {
  readonly first: Lease;
  readonly second: Lease;
  /** The second took it in between from the first, to which it was leased: they are no team. */
  readonly isTaken?: boolean;
}

export interface Leases {
  owns(realm: string, mac: string, ip: string): boolean;
  /**
   * Who held the address then; the nearest in time when nobody did, the latest when no time is known. `among`: those of
   * its leases that come into question.
   */
  holder(
    realm: string,
    ip: string,
    when: Interval,
    among?: (leases: readonly Lease[]) => readonly Lease[],
  ): string | null;
  /** `network`: only in this one, for a card that is another one in each. */
  of(realm: string, mac: string, network?: string | null): readonly Lease[];
  /**
   * The network to which the card is limited there; null for what is one card everywhere. The MAC of a virtual router is
   * made of the number of its group (RFC 9568 §7.3), and every network of a plant may have a group 1.
   */
  networkOf(realm: string, mac: string, ip: string): string | null;
  at(realm: string, ip: string): readonly Lease[];
  readonly doubles: readonly DoubleLease[];
}

/** An address that more cards claim is under attack or misconfigured: what names only the address belongs to none. */
const MAX_CLAIMANTS = 32;

/** An address that another MAC had in between, but that comes back within this time, was in use by both. */
const BACK_WITHIN_US = 3_600_000_000;

interface Span extends Interval {
  readonly item: Evidence;
  readonly mac: string;
}

/** By realm and address or card: a key of both would be one more text for each of a hundred thousand addresses. */
class ByRealm<T> {
  private readonly realms = new Map<string, Map<string, T>>();

  get(realm: string, name: string): T | undefined {
    return this.realms.get(realm)?.get(name);
  }

  set(realm: string, name: string, value: T): void {
    const known = this.realms.get(realm);
    if (known) known.set(name, value);
    else this.realms.set(realm, new Map([[name, value]]));
  }

  *values(): Generator<T> {
    for (const realm of this.realms.values()) yield* realm.values();
  }
}

/**
 * An IP address is a lease: it belongs to a MAC for an interval. Ownership itself is the gateway guard's finding
 * (`hosts`); this adds since when and until when. A virtual-router MAC owns only what no real card owns.
 */
export function buildLeases(
  evidence: readonly Evidence[],
  hosts: readonly HostView[],
  isSplit: (realm: string, mac: string, ip: string) => boolean,
): Leases {
  // Lists, of at most as many cards as a host may name: a set for each of a hundred thousand addresses is large.
  const owners = new ByRealm<readonly string[]>();
  for (const host of hosts) {
    if (host.link !== "on-link") continue;
    const macs = allOrSome(host.macs, (mac) => !isSplit(host.realm, mac, host.ip));
    const real = allOrSome(macs, (mac) => !isVirtualRouterMac(mac));
    if (macs.length > 0) owners.set(host.realm, host.ip, real.length > 0 ? real : macs);
  }

  const seen = new ByRealm<Evidence[]>();
  for (const item of evidence) {
    const { kind, subject } = item.observation;
    const { mac, ip } = subject;
    const { realm } = item.origin;
    if ((kind !== "sighting" && kind !== "binding") || mac === null || ip === null) continue;
    if (!owners.get(realm, ip)?.includes(mac)) continue;
    const list = seen.get(realm, ip);
    if (list) list.push(item);
    else seen.set(realm, ip, [item]);
  }

  const byIp = new ByRealm<readonly Lease[]>();
  const byMac = new ByRealm<Lease[]>();
  const doubles: DoubleLease[] = [];
  for (const items of seen.values()) {
    const leases = leasesOfAddress(items);
    if (leases[0]) byIp.set(leases[0].realm, leases[0].ip, leases);
    for (const lease of leases) {
      const list = byMac.get(lease.realm, lease.mac);
      if (list) list.push(lease);
      else byMac.set(lease.realm, lease.mac, [lease]);
    }
    pushAll(doubles, doublesOf(leases));
  }

  const groups = new ByRealm<true>();
  for (const held of byMac.values()) {
    if (held[0] && isOneGroupInSeveral(held)) groups.set(held[0].realm, held[0].mac, true);
  }
  return {
    owns: (realm, mac, ip) => owners.get(realm, ip)?.includes(mac) ?? false,
    of: (realm, mac, network = null) => {
      const held = byMac.get(realm, mac) ?? [];
      return network === null ? held : held.filter(({ ip }) => subnetOf(ip) === network);
    },
    networkOf: (realm, mac, ip) => (groups.get(realm, mac) ? subnetOf(ip) : null),
    at: (realm, ip) => byIp.get(realm, ip) ?? [],
    holder: (realm, ip, when, among = (leases) => leases) =>
      holderOf(among(byIp.get(realm, ip) ?? []), when, (lease) => movedAt(lease, byMac.get(realm, lease.mac) ?? [])),
    doubles,
  };
}

/** Those that fit; the list itself where all do. */
const allOrSome = (macs: readonly string[], isFit: (mac: string) => boolean) =>
  macs.every(isFit) ? macs : macs.filter(isFit);

/** Whether a virtual router's MAC has addresses of several networks: IPv4 and IPv6 may well be of one. */
function isOneGroupInSeveral(held: readonly Lease[]): boolean {
  if (!held[0] || !isVirtualRouterMac(held[0].mac)) return false;
  const networks = new Set(held.filter(({ ip }) => addressScope(ip) !== "link-local").map(({ ip }) => subnetOf(ip)));
  const isV6 = [...networks].map((it) => it.includes(":"));
  return isV6.filter(Boolean).length > 1 || isV6.filter((it) => !it).length > 1;
}

/** Spans of one address, cut where another MAC took it over in between. */
function leasesOfAddress(items: readonly Evidence[]): Lease[] {
  const spans = items
    .map((item): Span => ({ item, mac: item.observation.subject.mac as string, ...intervalOf(item) }))
    .sort(
      (a, b) => (a.fromUs ?? -1) - (b.fromUs ?? -1) || compareText(a.mac, b.mac) || compareEvidence(a.item, b.item),
    );
  const groups: Span[][] = [];
  const runs = new Map<string, { readonly spans: Span[]; untilUs: number }>();
  const timeless = new Map<string, Span[]>();
  let latest: string | null = null;
  for (const span of spans) {
    if (span.fromUs === null || span.toUs === null) {
      const list = timeless.get(span.mac);
      if (list) list.push(span);
      else timeless.set(span.mac, [span]);
      continue;
    }
    const run = runs.get(span.mac);
    if (run && (latest === span.mac || span.fromUs <= run.untilUs)) {
      run.spans.push(span);
      run.untilUs = Math.max(run.untilUs, span.toUs);
    } else {
      const fresh = { spans: [span], untilUs: span.toUs };
      runs.set(span.mac, fresh);
      groups.push(fresh.spans);
    }
    latest = span.mac;
  }
  for (const [mac, list] of timeless) {
    const run = runs.get(mac);
    if (run) pushAll(run.spans, list);
    else groups.push(list);
  }
  return groups.map(leaseOf);
}

function leaseOf(run: readonly Span[]): Lease {
  const items = run.map((span) => span.item);
  const proofs = items.map((item) => (item.observation.kind === "binding" ? item.observation.proof : "initial-ttl"));
  const proof = BINDING_PROOFS.find((candidate) => proofs.includes(candidate)) ?? "initial-ttl";
  const proving = items.filter((item) => item.observation.kind === "binding" && item.observation.proof === proof);
  const cited = [...(proving.length > 0 ? proving : items)].sort(compareEvidence)[0] as Evidence;
  const { subject } = cited.observation;
  const { fromUs, toUs } = hull(run);
  return {
    realm: cited.origin.realm,
    ip: subject.ip as string,
    mac: subject.mac as string,
    proof,
    citation: citationOf(cited),
    fromUs,
    toUs,
  };
}

/**
 * Each MAC once against the one that held the address longest into its own time: no comparison of all pairs. A MAC that
 * has the address back before long never gave it away: both used it in turn, unless the other one was leased it.
 */
function doublesOf(leases: readonly Lease[]): DoubleLease[] {
  const found = new Map<string, DoubleLease>();
  const add = (first: Lease, second: Lease, isTaken = false) => {
    const pair = first.mac < second.mac ? `${first.mac} ${second.mac}` : `${second.mac} ${first.mac}`;
    if (!found.has(pair)) found.set(pair, isTaken ? { first, second, isTaken } : { first, second });
  };
  let reaching: Lease | null = null;
  let [before, between]: (Lease | null)[] = [null, null];
  for (const lease of leases) {
    if (lease.fromUs === null || lease.toUs === null) continue;
    if (before && between && isBack(before, between, lease))
      add(
        before,
        between,
        [before, lease].some(({ proof }) => proof === "dhcp"),
      );
    [before, between] = [between ?? null, lease];
    if (reaching && reaching.mac !== lease.mac && overlapUs(reaching, lease) > 0) add(reaching, lease);
    if (!reaching || lease.toUs > (reaching.toUs as number)) reaching = lease;
  }
  return [...found.values()];
}

function isBack(before: Lease, between: Lease, lease: Lease): boolean {
  if (before.mac !== lease.mac || between.proof === "dhcp") return false;
  return (lease.fromUs as number) - (before.toUs as number) <= BACK_WITHIN_US;
}

function holderOf(leases: readonly Lease[], when: Interval, movedAtUs: (lease: Lease) => number | null): string | null {
  if (leases.length > MAX_CLAIMANTS) return null;
  let best: Lease | null = null;
  for (const lease of leases) {
    if (best && !isBetter(lease, best, when)) continue;
    const isBefore = when.fromUs !== null && lease.toUs !== null && lease.toUs < when.fromUs;
    const movedUs = isBefore ? movedAtUs(lease) : null;
    if (movedUs === null || movedUs > (when.fromUs as number)) best = lease;
  }
  return best?.mac ?? null;
}

/**
 * When the card was given another address of the same network after this one: from then on, this one is somebody else's.
 * An IPv6 host takes address after address beside the ones that it has (RFC 8981); a lease is given up for the next.
 */
function movedAt(lease: Lease, held: readonly Lease[]): number | null {
  if (lease.ip.includes(":") && lease.proof !== "dhcp") return null;
  const subnet = subnetOf(lease.ip);
  let movedUs: number | null = null;
  for (const { ip, fromUs } of held) {
    if (fromUs === null || fromUs <= (lease.toUs as number) || ip === lease.ip || subnetOf(ip) !== subnet) continue;
    movedUs = Math.min(movedUs ?? fromUs, fromUs);
  }
  return movedUs;
}

function isBetter(a: Lease, b: Lease, when: Interval): boolean {
  const farA = gapUs(a, when) ?? Number.MAX_SAFE_INTEGER;
  const farB = gapUs(b, when) ?? Number.MAX_SAFE_INTEGER;
  if (farA !== farB) return farA < farB;
  const sharedA = overlapUs(a, when);
  const sharedB = overlapUs(b, when);
  if (sharedA !== sharedB) return sharedA > sharedB;
  const untilA = a.toUs ?? -1;
  const untilB = b.toUs ?? -1;
  return untilA !== untilB ? untilA > untilB : a.mac < b.mac;
}
