import { isLocalMac } from "../../address";
import type { Conflict } from "../../device/device";
import { hull, intervalOf, overlapUs } from "../../device/interval";
import { vendorKey } from "../../device/vendor-aliases";
import { isPlantProtocol } from "../../service/control-protocols";
import { COMPUTER_NAMES, subnetOf } from "../addresses/carried-addresses";
import type { Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";
import { identityInTwoPlaces } from "../endpoints/find-conflicts";
import { citationOf } from "../values/citation";
import { isVirtualMachineCard } from "../values/virtual-machine-cards";
import { endpointIdentifier, MAX_SERIAL_HOLDERS } from "./join-endpoints";
import type { SerialClaim, SerialHolders } from "./serials";
import { type OwnSerials, ownSerials, serialOfAnother } from "./serials-apart";

export interface ContestedSerials {
  /** Serial → the conflict that every holder shows. */
  readonly conflicts: ReadonlyMap<string, Conflict>;
  /** Serial → the holders that it joins. */
  readonly joining: SerialHolders;
}

/**
 * Serials that cannot be one device's: stated by too many (a copied image, a simulator), or by two cards of different
 * makers in one subnet at the same time, or by a controller and a card of another maker (somebody poses as the device),
 * or by a card that states another one, too, at the time (somebody sends in its name).
 * They join nothing; every holder shows the conflict. Who poses as the device does not tear it apart: its own maker's
 * cards stay joined, when nothing is wrong among them.
 */
export function contestedSerials(
  holders: SerialHolders,
  leases: Leases,
  macVendor: (mac: string) => string | null,
): ContestedSerials {
  const conflicts = new Map<string, Conflict>();
  const joining = new Map<string, SerialList>();
  const statedBy = remembered(ownSerials);
  for (const [serial, list] of holders) {
    if (list.length < 2) continue;
    const [maker = ""] = serial.split("/");
    const echo = echoOf(list, maker, macVendor);
    const genuine = echo ? list.filter((holder) => !echo.echoing.has(holder[0])) : list;
    const quarrel = quarrelAmong(genuine, serial, { leases, macVendor, statedBy });
    if (quarrel === null && genuine.length > 1) joining.set(serial, genuine);
    const summary = echo
      ? `is one of ${echo.maker}, but ${echo.mac}, a card of ${echo.cardMaker}, states it, too`
      : quarrel;
    if (summary === null) continue;
    const shown = list.slice(0, MAX_SERIAL_HOLDERS);
    const citations = shown.map(([, claim]) => citationOf(claim.evidence));
    const places = shown.map(([endpoint]) => endpointIdentifier(endpoint));
    conflicts.set(serial, identityInTwoPlaces(serial, summary, citations, places));
  }
  return { conflicts, joining };
}

type SerialList = readonly (readonly [Endpoint, SerialClaim])[];

interface Surroundings {
  readonly leases: Leases;
  readonly macVendor: (mac: string) => string | null;
  readonly statedBy: (endpoint: Endpoint) => OwnSerials;
}

/** Why the holders cannot be one device; null when nothing speaks against it. */
function quarrelAmong(list: SerialList, serial: string, { leases, macVendor, statedBy }: Surroundings): string | null {
  if (list.length > MAX_SERIAL_HOLDERS) return `is stated by ${list.length} network cards`;
  const torn = tornBetweenTwo(list, serial, statedBy);
  if (torn) return torn;
  const isPlant = isPlantSerial(list);
  for (const [index, [a]] of list.entries()) {
    for (const [b] of list.slice(index + 1)) {
      if (areRivals(a, b, leases, macVendor, isPlant))
        return `is stated by ${a.mac} and ${b.mac} in one subnet at the same time`;
    }
  }
  return null;
}

/** A card that states a second serial of which another holder of the first one knows nothing. */
function tornBetweenTwo(
  holders: SerialList,
  serial: string,
  statedBy: (endpoint: Endpoint) => OwnSerials,
): string | null {
  const number = serial.slice(serial.indexOf("/") + 1);
  const stated = holders.map(([endpoint]) => ({ endpoint, own: statedBy(endpoint) }));
  for (const a of stated) {
    for (const b of stated) {
      const further = a === b ? null : serialOfAnother(a.own, b.own, number);
      if (further === null) continue;
      const [torn, other] = [a, b].map(({ endpoint }) => endpointIdentifier(endpoint).value);
      return `is stated by ${other}, and by ${torn}, which states ${further} of itself as well`;
    }
  }
  return null;
}

/** A card may state hundreds of serials: what it states is read once. */
function remembered<Value>(make: (endpoint: Endpoint) => Value): (endpoint: Endpoint) => Value {
  const known = new Map<Endpoint, Value>();
  return (endpoint) => {
    const value = known.get(endpoint) ?? make(endpoint);
    known.set(endpoint, value);
    return value;
  };
}

interface Echo {
  readonly mac: string;
  readonly maker: string;
  readonly cardMaker: string;
  /** All that state it so. */
  readonly echoing: ReadonlySet<Endpoint>;
}

/**
 * A card of another maker that states, in the plant's own protocol, the serial of a controller that has its maker's
 * card: an engineering PC with its project, a simulator, somebody who poses. Controllers carry cards of their own
 * maker; computers do not, so serials from management protocols are left alone.
 */
function echoOf(holders: SerialList, maker: string, macVendor: (mac: string) => string | null): Echo | null {
  const cards = holders.flatMap(([endpoint, { evidence }]) => {
    const { mac } = endpoint;
    const { protocol } = evidence.observation;
    return mac === null ? [] : [{ endpoint, mac, cardMaker: cardMakerOf(mac, macVendor), protocol }];
  });
  const isOwn = ({ cardMaker }: (typeof cards)[number]) => cardMaker !== null && vendorKey(cardMaker) === maker;
  const own = cards.find(isOwn);
  const others = cards.filter((it) => !isOwn(it) && isPlantProtocol(it.protocol));
  const [other] = others;
  if (!own || !other) return null;
  const echoing = new Set(others.map(({ endpoint }) => endpoint));
  const cardMaker = other.cardMaker ?? "no known maker";
  return { mac: other.mac, maker: own.cardMaker as string, cardMaker, echoing };
}

const cardMakerOf = (mac: string, macVendor: (mac: string) => string | null) =>
  isLocalMac(mac) ? null : macVendor(mac);

const isPlantSerial = (holders: SerialList) =>
  holders.every(([, { evidence }]) => isPlantProtocol(evidence.observation.protocol));

function areRivals(
  a: Endpoint,
  b: Endpoint,
  leases: Leases,
  macVendor: (mac: string) => string | null,
  isPlant: boolean,
): boolean {
  if (a.realm !== b.realm || a.mac === null || b.mac === null) return false;
  const isOneMaker = makerOf(a.mac, macVendor) === makerOf(b.mac, macVendor);
  // Each virtual machine has its cards in networks of their own: two in one network are copies of one image.
  const areCopies = isVirtualMachineCard(a.mac) && isVirtualMachineCard(b.mac);
  // Cards of one rack are controllers all; a programming device of their maker has a computer's name.
  if (isOneMaker && !areCopies && (!isPlant || hasComputerName(a) === hasComputerName(b))) return false;
  const subnets = new Set(leases.of(a.realm, a.mac).map((lease) => subnetOf(lease.ip)));
  if (!leases.of(b.realm, b.mac).some((lease) => subnets.has(subnetOf(lease.ip)))) return false;
  return overlapUs(hull(a.evidence.map(intervalOf)), hull(b.evidence.map(intervalOf))) >= 0;
}

function hasComputerName({ evidence }: Endpoint): boolean {
  return evidence.some(
    ({ observation: o }) =>
      o.kind === "identity" && o.field === "name" && o.subject.child === null && COMPUTER_NAMES.test(o.protocol),
  );
}

/** A card of an unknown maker is of no maker that another one shares. */
function makerOf(mac: string, macVendor: (mac: string) => string | null): string {
  const maker = macVendor(mac);
  return maker === null ? mac : vendorKey(maker);
}
