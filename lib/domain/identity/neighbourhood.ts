import { isGroupMac, isHostAddress, isLocalMac, parseMac } from "../address";
import type { Decision } from "../device/decision";
import type { Device, HostView } from "../device/device";
import type { Identifier } from "../device/identifier";
import type { Evidence } from "../observation";
import { MANAGEMENT } from "./addresses/carried-addresses";
import { findHosts } from "./addresses/find-hosts";
import { cardLinkOf, cardOfLink, linkOf, linkOfCard, linkOfIdentifier, rowLinkOf } from "./joins/link-keys";

/** An address of a realm. */
export interface Place {
  readonly realm: string;
  readonly ip: string;
}

/** Evidence with a name that no other has: the same row may come by its MAC and by its address. */
export interface Row {
  readonly id: string;
  readonly evidence: Evidence;
  readonly era: Era;
}

/**
 * "now": came in with what is being merged, before, it was not there; "before": what now took its place, and it is there no
 * more.
 */
export type Era = "always" | "now" | "before";

/** What is to be read next. A MAC means its rows in every realm. */
export interface Wants {
  readonly macs: readonly string[];
  readonly places: readonly Place[];
  readonly links: readonly string[];
  /** Endpoints of which the devices as they are stored are asked for. */
  readonly devicesAt: { readonly macs: readonly string[]; readonly places: readonly Place[] };
}

/**
 * The part of the inventory that something new may change, and the evidence that decides it. Begins with the addresses
 * that are touched and grows until it is closed:
 *
 * - a touched card changes how the gateway guard sees every address that it carries: where that view has changed, the
 *   address and all its cards belong to the part;
 * - an address brings the cards that own it, a card the addresses that it owns;
 * - a serial or a name brings all who state it, an address made of a card, or a port that names it in link aggregation, that card, a row of a list all cards that it names, a management address the ports that name it, a decision on who is one
 *   device both its sides, a card its twins in other realms, a device as it is stored all that it is made of.
 *
 * The view of an address also needs the other addresses of the cards that carry it: those rows are read (`company`), but
 * their endpoints do not belong to the part. `resolve` over `evidence()`, restricted to devices that `holds`, gives these
 * devices exactly as it would over everything.
 */
export class Neighbourhood {
  readonly #rows = new Map<string, Row>();
  readonly #byMac = new Map<string, Row[]>();
  readonly #byPlace = new Map<string, Row[]>();
  readonly #touchedMacs: ReadonlySet<string>;
  readonly #macs: Set<string>;
  readonly #places: Map<string, Place>;
  readonly #links = new Set<string>();
  readonly #viewed = new Map<string, Place>();
  readonly #company = new Set<string>();
  readonly #asked = { macs: new Set<string>(), places: new Set<string>(), links: new Set<string>() };
  readonly #askedDevices = { macs: new Set<string>(), places: new Set<string>() };
  readonly #ties: readonly (readonly [Identifier, Identifier])[];
  readonly #knowsBefore: boolean;

  /**
   * `knowsBefore`: rows that are not new are all that was there before. False when rows were taken out: then every address
   * that a touched card carries counts as changed.
   */
  constructor(
    touched: { readonly macs: Iterable<string>; readonly places: Iterable<Place>; readonly links?: Iterable<string> },
    decisions: readonly Decision[],
    { knowsBefore }: { readonly knowsBefore: boolean },
  ) {
    this.#touchedMacs = new Set([...touched.macs].filter(isCard));
    this.#macs = new Set(this.#touchedMacs);
    this.#places = new Map();
    for (const place of touched.places) this.#addPlace(place.realm, place.ip);
    for (const link of touched.links ?? []) this.#links.add(link);
    this.#ties = decisions.flatMap((it) =>
      it.kind === "merge" || it.kind === "forbid-merge" ? [[it.anchor, it.other] as const] : [],
    );
    this.#knowsBefore = knowsBefore;
  }

  /** More to begin with, found out later. */
  touch(devices: Iterable<Device>): void {
    for (const device of devices) this.#addDevice(device);
  }

  get rowCount(): number {
    return this.#rows.size;
  }

  take(rows: Iterable<Row>): void {
    for (const row of rows) {
      if (this.#rows.has(row.id)) continue;
      this.#rows.set(row.id, row);
      const { origin, observation } = row.evidence;
      const { mac, ip } = observation.subject;
      if (mac !== null) append(this.#byMac, mac, row);
      if (ip !== null) append(this.#byPlace, keyOf(origin.realm, ip), row);
    }
  }

  /** Who states one of the links that were asked for. */
  takeHolders(holders: Iterable<{ readonly realm: string; readonly mac: string | null; readonly ip: string | null }>) {
    for (const { realm, mac, ip } of holders) this.#addSubject(realm, mac, ip);
  }

  takeDevices(devices: Iterable<Device>): void {
    for (const device of devices) if (this.touches(device)) this.#addDevice(device);
  }

  /** What is to be read and taken next; null when the part is closed. */
  wants(): Wants | null {
    for (;;) {
      const wants = this.#open();
      if (wants) return wants;
      if (!this.#grow()) return null;
    }
  }

  /** All rows that were read and are there now. */
  evidence(): Evidence[] {
    return [...this.#rows.values()].flatMap(({ evidence, era }) => (era === "before" ? [] : [evidence]));
  }

  holdsMac(mac: string): boolean {
    return this.#macs.has(mac);
  }

  holdsPlace(realm: string, ip: string): boolean {
    return this.#places.has(keyOf(realm, ip));
  }

  places(): Place[] {
    return [...this.#places.values()];
  }

  macs(): string[] {
    return [...this.#macs];
  }

  /**
   * Whether the device belongs to the part. Throws when it does so only in part: then the part is not closed, and only
   * the whole can be computed.
   */
  holds(device: Pick<Device, "interfaces">): boolean {
    const inside = device.interfaces.filter((it) =>
      it.mac !== null ? this.#macs.has(it.mac) : this.holdsPlace(it.realm, it.addresses[0]?.ip ?? ""),
    );
    if (inside.length > 0 && inside.length < device.interfaces.length) throw new OpenNeighbourhoodError();
    return inside.length > 0;
  }

  /** Whether any of the device belongs to the part. */
  touches(device: Pick<Device, "interfaces">): boolean {
    return device.interfaces.some((it) =>
      it.mac !== null ? this.#macs.has(it.mac) : this.holdsPlace(it.realm, it.addresses[0]?.ip ?? ""),
    );
  }

  #addDevice({ interfaces, identifiers }: Device): void {
    for (const { mac, realm, addresses } of interfaces) {
      if (mac !== null) this.#macs.add(mac);
      for (const { ip } of addresses) this.#addPlace(realm, ip);
    }
    for (const identifier of identifiers) {
      const link = linkOfIdentifier(identifier);
      if (link !== null) this.#links.add(link);
      else if (identifier.kind === "ip") this.#addPlace(identifier.realm, identifier.value);
    }
  }

  #addPlace(realm: string, ip: string): void {
    if (isHostAddress(ip)) this.#places.set(keyOf(realm, ip), { realm, ip });
  }

  /** Whoever is spoken of: the address where there is one, else the card. */
  #addSubject(realm: string, mac: string | null, ip: string | null): void {
    if (ip !== null && isHostAddress(ip)) this.#addPlace(realm, ip);
    else if (mac !== null && isCard(mac)) this.#macs.add(mac);
  }

  #open(): Wants | null {
    const macs = [...this.#macs, ...this.#company].filter((it) => isNewTo(this.#asked.macs, it));
    const places = [...this.#places, ...this.#viewed].filter(([key]) => isNewTo(this.#asked.places, key));
    const links = [...this.#links].filter((it) => isNewTo(this.#asked.links, it));
    const deviceMacs = [...this.#macs].filter((it) => isNewTo(this.#askedDevices.macs, it));
    const devicePlaces = [...this.#places].filter(([key]) => isNewTo(this.#askedDevices.places, key));
    if (macs.length + places.length + links.length + deviceMacs.length + devicePlaces.length === 0) return null;
    return {
      macs,
      places: places.map(([, place]) => place),
      links,
      devicesAt: { macs: deviceMacs, places: devicePlaces.map(([, place]) => place) },
    };
  }

  /** True when the part grew, or when there is more to be read. */
  #grow(): boolean {
    const before = this.#size();
    for (const mac of this.#macs) {
      for (const { evidence } of this.#byMac.get(mac) ?? []) {
        const { ip } = evidence.observation.subject;
        if (ip === null || !isHostAddress(ip)) continue;
        this.#viewed.set(keyOf(evidence.origin.realm, ip), { realm: evidence.origin.realm, ip });
      }
    }
    for (const key of [...this.#places.keys(), ...this.#viewed.keys()]) {
      for (const { evidence } of this.#byPlace.get(key) ?? []) {
        const { mac } = evidence.observation.subject;
        if (mac !== null && isCard(mac)) this.#company.add(mac);
      }
    }
    // First everything that the views are made of.
    if (this.#size() !== before) return true;
    this.#followViews();
    this.#followLinks();
    this.#followCards();
    this.#followTies();
    return this.#size() !== before;
  }

  #size(): number {
    return this.#macs.size + this.#places.size + this.#links.size + this.#viewed.size + this.#company.size;
  }

  #followViews(): void {
    const rows = [...this.#rows.values()];
    const after = viewsOf(rows.filter(({ era }) => era !== "before"));
    const before = this.#knowsBefore ? viewsOf(rows.filter(({ era }) => era !== "now")) : null;
    for (const [key, place] of this.#viewed) {
      const cards = (this.#byPlace.get(key) ?? []).flatMap(({ evidence }) => evidence.observation.subject.mac ?? []);
      if (!cards.some((mac) => this.#touchedMacs.has(mac))) continue;
      if (before && isSameView(before.get(key), after.get(key))) continue;
      this.#places.set(key, place);
      for (const mac of cards) if (isCard(mac)) this.#macs.add(mac);
    }
    for (const views of before ? [before, after] : [after]) {
      for (const [key, place] of this.#viewed) {
        if (views.get(key)?.macs.some((mac) => this.#macs.has(mac))) this.#places.set(key, place);
      }
      for (const key of this.#places.keys()) for (const mac of views.get(key)?.macs ?? []) this.#macs.add(mac);
    }
  }

  #followLinks(): void {
    for (const { evidence } of this.#rows.values()) {
      const { observation, origin } = evidence;
      const { mac, ip } = observation.subject;
      const isPlace = ip !== null && isHostAddress(ip);
      const isInside = isPlace ? this.holdsPlace(origin.realm, ip) : mac !== null && this.#macs.has(mac);
      if (isInside) {
        const links = [linkOf(observation), cardLinkOf(observation), rowLinkOf(evidence)];
        for (const link of links) if (link !== null) this.#links.add(link);
      }
      const isManagement =
        observation.kind === "binding" && observation.proof === "stated" && MANAGEMENT.test(observation.protocol);
      if (isManagement && mac !== null && isPlace && (isInside || this.#macs.has(mac))) {
        this.#macs.add(mac);
        this.#addPlace(origin.realm, ip);
      }
    }
  }

  /** Whoever names a card that is inside, and the card that somebody inside names. */
  #followCards(): void {
    for (const mac of this.#macs) if (!isLocalMac(mac)) this.#links.add(linkOfCard(mac));
    for (const link of this.#links) {
      const card = cardOfLink(link);
      if (card !== null && isCard(card)) this.#macs.add(card);
    }
  }

  #followTies(): void {
    for (const [a, b] of this.#ties) {
      const [hasA, hasB] = [this.#holdsIdentifier(a), this.#holdsIdentifier(b)];
      if (hasA && !hasB) this.#addIdentifier(b);
      if (hasB && !hasA) this.#addIdentifier(a);
    }
  }

  #holdsIdentifier(identifier: Identifier): boolean {
    const { kind, realm, value } = identifier;
    if (kind === "mac" || kind === "local-mac") return this.#macs.has(parseMac(value) ?? value);
    if (kind === "ip") return this.holdsPlace(realm, value);
    return this.#links.has(linkOfIdentifier(identifier) as string);
  }

  #addIdentifier(identifier: Identifier): void {
    const { kind, realm, value } = identifier;
    if (kind === "mac" || kind === "local-mac") this.#macs.add(parseMac(value) ?? value);
    else if (kind === "ip") this.#addPlace(realm, value);
    else this.#links.add(linkOfIdentifier(identifier) as string);
  }
}

/** A device lies only partly in a part of the inventory that should be closed. */
export class OpenNeighbourhoodError extends Error {
  constructor() {
    super("A device reaches out of the part that is computed.");
  }
}

const isCard = (mac: string) => !isGroupMac(mac) && mac !== "00:00:00:00:00:00";

const keyOf = (realm: string, ip: string) => `${realm}\n${ip}`;

function viewsOf(rows: readonly Row[]): Map<string, HostView> {
  const hosts = findHosts(rows.map(({ evidence }) => evidence));
  return new Map(hosts.map((host) => [keyOf(host.realm, host.ip), host]));
}

function isSameView(a: HostView | undefined, b: HostView | undefined): boolean {
  return a?.link === b?.link && a?.macs.join() === b?.macs.join();
}

/** Notes it, and says whether it was new. */
function isNewTo(known: Set<string>, value: string): boolean {
  if (known.has(value)) return false;
  known.add(value);
  return true;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
