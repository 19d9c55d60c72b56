import { addressScope, isIpv6, isVirtualRouterMac } from "../../address";
import type {
  BindingObservation,
  BindingProof,
  Evidence,
  IdentityObservation,
  SightingObservation,
} from "../../observation";
import { hostLabel } from "../values/host-label";
import { isDistinctiveSerial, serialKey } from "../values/same-value";

const DAY_US = 86_400_000_000;

/** Proofs by which the owner itself or a registry speaks, not whoever answers for an address. */
const OWN_WORD: ReadonlySet<BindingProof> = new Set(["declared", "dhcp", "stated"]);

/** Neighbour discovery between switches: sent from every port, about the device as a whole. */
export const MANAGEMENT = /^(?:lldp|cdp|mndp|edp|fdp)/;

/** One address in the frames of one card. */
export interface Carried {
  readonly card: CarriedAddresses;
  readonly ip: string;
  /** Subnet as far as one can guess it: /24 or /64. */
  readonly subnet: string;
  isNew: boolean;
  sent: number;
  ttlMax: number | null;
  isProven: boolean;
  isOwnWord: boolean;
  /** Leased to this card by DHCP. */
  isLeased: boolean;
  /** Leased to another card on the same day, from which nothing was heard at the address. */
  isForLessee: boolean;
  /** Named as the management address by a port of the device, whose card may be another. */
  isManagement: boolean;
  readonly cells: Set<string>;
  /** Serials that were stated from the address through the card: "cell|protocol" → serials. */
  serials: ReadonlyMap<string, Set<string>>;
  /** Names that computers say in their own protocols, likewise by cell. */
  names: ReadonlyMap<string, Set<string>>;
}

/** Who else the card spoke for at the same time. */
export interface Company {
  readonly others: number;
  /** Different subnets, the address's own included. */
  readonly subnets: number;
  /** Addresses outside the subnets of which the card provably owns an address. */
  readonly foreign: number;
  /** The address itself is one of those. */
  readonly isForeign: boolean;
  readonly hasProven: boolean;
}

interface Cell {
  readonly addresses: Carried[];
  /** Addresses that the card answered for. */
  provenIpv4: ReadonlySet<string>;
  provenIpv6: ReadonlySet<string>;
}

/**
 * What most cards never fill. In a flood of a hundred thousand cards with an address each, a dozen empty tables for each
 * took 250 MiB.
 */
const NO_TEXTS: ReadonlyMap<string, Set<string>> = new Map();
const NO_ADDRESSES: ReadonlySet<string> = new Set();

/**
 * The addresses in the frames of one card, by time: a laptop that held twelve leases in a year is no router, a card
 * that spoke for twelve addresses on one day is. "At the same time" means in one file or on one day.
 */
export class CarriedAddresses {
  readonly mac: string;
  private readonly addresses = new Map<string, Carried>();
  private readonly cells = new Map<string, Cell>();
  private summaries: Map<string, CellSummary> | null = null;
  private named: Map<string, number> | null = null;
  private proven: { readonly ipv4: number; readonly ipv6: number } | null = null;

  constructor(mac: string) {
    this.mac = mac;
  }

  address(ip: string): Carried {
    let carried = this.addresses.get(ip);
    if (!carried) {
      const fresh = {
        ip,
        subnet: subnetOf(ip),
        isNew: true,
        sent: 0,
        ttlMax: null,
        isProven: false,
        isOwnWord: false,
        isLeased: false,
        isForLessee: false,
        isManagement: false,
      };
      carried = { card: this, ...fresh, cells: new Set(), serials: NO_TEXTS, names: NO_TEXTS };
      this.addresses.set(ip, carried);
    }
    return carried;
  }

  /** Whether another address of the card is its own by the caller's measure. */
  hasOwnBeside(ip: string, isOwn: (carried: Carried) => boolean): boolean {
    for (const other of this.addresses.values()) if (other.ip !== ip && isOwn(other)) return true;
    return false;
  }

  note(carried: Carried, item: Evidence & { observation: SightingObservation | BindingObservation }): void {
    const { observation: o } = item;
    if (o.kind === "sighting") {
      if (o.sent === 0) return;
      carried.sent += o.sent;
      if (o.ttlMax !== null && (carried.ttlMax === null || o.ttlMax > carried.ttlMax)) carried.ttlMax = o.ttlMax;
    } else if (o.proof === "stated" && MANAGEMENT.test(o.protocol)) {
      carried.isManagement = true;
    } else if (o.proof !== "initial-ttl") {
      carried.isProven = true;
      carried.isOwnWord ||= OWN_WORD.has(o.proof);
      carried.isLeased ||= o.proof === "dhcp";
    }
    for (const name of cellsOf(item)) {
      let cell = this.cells.get(name);
      if (!cell) {
        cell = { addresses: [], provenIpv4: NO_ADDRESSES, provenIpv6: NO_ADDRESSES };
        this.cells.set(name, cell);
      }
      if (!carried.cells.has(name)) cell.addresses.push(carried);
      carried.cells.add(name);
      // A file may last for months: only a day says "at once".
      if (name.startsWith("file ") && o.firstSeenUs !== null) continue;
      const isAnswered = o.kind === "binding" && !OWN_WORD.has(o.proof) && o.proof !== "initial-ttl";
      if (isAnswered && addressScope(carried.ip) !== "link-local") {
        if (isIpv6(carried.ip)) cell.provenIpv6 = withAddress(cell.provenIpv6, carried.ip);
        else cell.provenIpv4 = withAddress(cell.provenIpv4, carried.ip);
      }
    }
  }

  /** Expects what `tellsHosts`. */
  noteIdentity(carried: Carried, item: Evidence & { observation: IdentityObservation }): void {
    const { field, value, protocol } = item.observation;
    if (field === "serial" && !isDistinctiveSerial(serialKey(value))) return;
    for (const name of cellsOf(item)) {
      if (field === "serial") carried.serials = withText(carried.serials, `${name}|${protocol}`, serialKey(value));
      else carried.names = withText(carried.names, name, hostLabel(value));
    }
  }

  /** Whether the address is one of several hosts' that speak with this card: they state different identities at one time. */
  isSharedBy(carried: Carried): boolean {
    return this.hasOtherSerialBeside(carried) || this.isOneOfManyHosts(carried);
  }

  /** Whether another address of the card states another serial at the same time, in the same protocol. */
  private hasOtherSerialBeside({ ip, subnet, serials }: Carried): boolean {
    if (serials.size === 0) return false;
    const isGroup = isVirtualRouterMac(this.mac);
    for (const other of this.addresses.values()) {
      // Groups of virtual routers with one number, in two networks, are of others.
      if (other.ip === ip || (isGroup && other.subnet !== subnet)) continue;
      for (const [key, values] of other.serials) {
        const own = serials.get(key);
        if (own && ![...own].some((it) => values.has(it))) return true;
      }
    }
    return false;
  }

  /** Whether it states a name or a serial where at least three addresses of the card have names that no other has. */
  private isOneOfManyHosts({ names, serials }: Carried): boolean {
    if (names.size + serials.size === 0 || this.addresses.size < MANY_HOSTS) return false;
    const cells = new Set([...names.keys(), ...[...serials.keys()].map((it) => it.slice(0, it.indexOf("|")))]);
    return [...cells].some((cell) => this.namesIn(cell) >= MANY_HOSTS);
  }

  private namesIn(cell: string): number {
    this.named ??= new Map();
    const known = this.named.get(cell);
    if (known !== undefined) return known;
    const holders = new Map<string, number>();
    for (const { names } of this.addresses.values()) {
      const own = names.get(cell);
      if (own?.size === 1) for (const name of own) holders.set(name, (holders.get(name) ?? 0) + 1);
    }
    const count = [...holders.values()].filter((it) => it === 1).length;
    this.named.set(cell, count);
    return count;
  }

  /** Most addresses that the card answered for on one day (in one file, when its times are not known). */
  provenPerDay(): { readonly ipv4: number; readonly ipv6: number } {
    if (!this.proven) {
      const cells = [...this.cells.values()];
      const most = (sizes: number[]) => sizes.reduce((a, b) => Math.max(a, b), 0);
      this.proven = {
        ipv4: most(cells.map((cell) => this.answered(cell.provenIpv4))),
        ipv6: most(cells.map((cell) => this.answered(cell.provenIpv6))),
      };
    }
    return this.proven;
  }

  /** How many of them; for the MAC of a virtual router, which every network may have, in one network at most. */
  private answered(ips: ReadonlySet<string>): number {
    if (!isVirtualRouterMac(this.mac)) return ips.size;
    const perNetwork = new Map<string, number>();
    for (const network of [...ips].map(subnetOf)) perNetwork.set(network, (perNetwork.get(network) ?? 0) + 1);
    return Math.max(0, ...perNetwork.values());
  }

  companyOf(carried: Carried): Company {
    let company: Company = { others: 0, subnets: 1, foreign: 0, isForeign: false, hasProven: false };
    for (const name of carried.cells) {
      const { count, subnets, foreign, proven } = this.summaryOf(name, isIpv6(carried.ip));
      company = {
        others: Math.max(company.others, count - 1),
        subnets: Math.max(company.subnets, subnets),
        foreign: Math.max(company.foreign, foreign),
        isForeign: company.isForeign || (proven.size > 0 && !proven.has(carried.subnet)),
        hasProven: company.hasProven || proven.size > 0,
      };
    }
    return company;
  }

  private summaryOf(name: string, isV6: boolean): CellSummary {
    const key = `${isV6} ${name}`;
    this.summaries ??= new Map();
    let summary = this.summaries.get(key);
    if (!summary) {
      const members = (this.cells.get(name)?.addresses ?? []).filter(
        (it) => isIpv6(it.ip) === isV6 && addressScope(it.ip) !== "link-local",
      );
      const proven = new Set(members.filter((it) => it.isProven).map((it) => it.subnet));
      summary = {
        count: members.length,
        subnets: new Set(members.map((it) => it.subnet)).size,
        foreign: members.filter((it) => !it.isProven && !proven.has(it.subnet)).length,
        proven,
      };
      this.summaries.set(key, summary);
    }
    return summary;
  }
}

/** Fewer names at one card may be those of a cluster's services on one of its nodes. */
const MANY_HOSTS = 3;

/** Protocols in which computers say their names, and controllers do not. */
export const COMPUTER_NAMES = /^(?:nbns|netbios|nbstat|browser|smb|ntlm|llmnr)/;

/** Whether it tells one host from another behind a card that they share. */
export function tellsHosts({ field, protocol, inferred, subject }: IdentityObservation): boolean {
  if (inferred || subject.child !== null) return false;
  return field === "serial" || (field === "name" && COMPUTER_NAMES.test(protocol));
}

/** The same table, but for the one that all share while it is empty. */
function withText(texts: ReadonlyMap<string, Set<string>>, key: string, value: string): Map<string, Set<string>> {
  const own = texts === NO_TEXTS ? new Map<string, Set<string>>() : (texts as Map<string, Set<string>>);
  const set = own.get(key);
  if (set) set.add(value);
  else own.set(key, new Set([value]));
  return own;
}

function withAddress(addresses: ReadonlySet<string>, ip: string): Set<string> {
  const own = addresses === NO_ADDRESSES ? new Set<string>() : (addresses as Set<string>);
  return own.add(ip);
}

interface CellSummary {
  readonly count: number;
  readonly subnets: number;
  readonly foreign: number;
  readonly proven: ReadonlySet<string>;
}

function cellsOf({ observation: o, origin }: Evidence): string[] {
  const days = [o.firstSeenUs, o.lastSeenUs].flatMap((us) => (us === null ? [] : [`day ${Math.floor(us / DAY_US)}`]));
  return [`file ${origin.fileSha256}`, ...new Set(days)];
}

/** A guess without a mask: /24 for IPv4, /64 for IPv6. */
export function subnetOf(ip: string): string {
  if (!isIpv6(ip)) return ip.slice(0, ip.lastIndexOf("."));
  const [head = "", tail] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left.slice(0, 4).join(":");
  const right = tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
  return groups.slice(0, 4).join(":");
}
